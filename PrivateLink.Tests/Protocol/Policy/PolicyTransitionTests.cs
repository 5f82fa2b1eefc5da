using CsCheck;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>A change taken apart: what it closes is in force at once, what it opens can wait.</summary>
public class PolicyTransitionTests
{
    private const int Worlds = 5_000;

    private static readonly string[] Names = ["a.my-saas.io", "b.my-saas.io", "*.my-saas.io", "c.example"];

    /// <summary>Two policies over the same few keys: resources are changed, renamed, added, removed, and names move from one to another.</summary>
    private static readonly Gen<(ResourcePolicy[] Before, ResourcePolicy[] After)> Change =
        Gen.Select(PolicyGen.Resources, PolicyGen.Resources, Gen.Int[0, 4].Array[4], Gen.Int[0, 4].Array[4])
            .Select((before, after, namesBefore, namesAfter) =>
                (Rename(before, before, namesBefore), Rename(after, before, namesAfter)));

    [Fact]
    public void ChangesWithout_AllOpenings_NeverLetsThroughMoreThanEitherPolicy() =>
        Gen.Select(Change, PolicyGen.Attempt.Array[8]).Sample((change, attempts) =>
        {
            var transition = Transition(change);
            var held = Held(transition, transition.Openings);

            return attempts.All(attempt => !attempt.Against(held).IsRelayed
                || (attempt.Against(transition.Before).IsRelayed && attempt.Against(transition.After).IsRelayed));
        }, iter: Worlds);

    [Fact]
    public void ChangesWithout_SomeOpenings_NeverDelaysAClosing() =>
        Gen.Select(Change, Gen.Bool.Array[8], PolicyGen.Attempt.Array[8]).Sample((change, luck, attempts) =>
        {
            var transition = Transition(change);
            var held = Held(transition, transition.Openings.Where((_, index) => luck[index]));

            return attempts.All(attempt => !attempt.Against(held).IsRelayed || attempt.Against(transition.After).IsRelayed);
        }, iter: Worlds);

    [Fact]
    public void Openings_None_NobodyIsLetThroughWhoWasNot() =>
        Gen.Select(Change, PolicyGen.Attempt.Array[8]).Sample((change, attempts) =>
        {
            var transition = Transition(change);
            return transition.Openings.Count > 0
                || attempts.All(attempt => !attempt.Against(transition.After).IsRelayed || attempt.Against(transition.Before).IsRelayed);
        }, iter: Worlds);

    [Fact]
    public void Openings_OfAHostWhoseLinksChangeOnly_AreTheNewOnes() =>
        Gen.Select(PolicyGen.Resources, PolicyGen.Grant, PolicyGen.Attempt).Sample((resources, grant, attempt) =>
        {
            var enforced = resources[3].Mode == ResourceMode.Enforce && !resources[3].Disabled;
            var more = PolicyGen.With(resources[3], resources[3].Links.Grants.Append(grant));
            var known = resources[3].Links.Grants.Any(listed => listed.Enabled && listed.LinkId == grant.LinkId && listed.Service == grant.Service);
            var transition = Transition((resources, [.. resources[..3], more]));

            return !enforced || transition.Openings.Count == (grant.Enabled && !known ? 1 : 0);
        }, iter: Worlds);

    [Fact]
    public void ChangesWithout_NothingHeldBack_AreTheChanges() =>
        Change.Sample(change =>
        {
            var transition = Transition(change);
            return ReferenceEquals(transition.Changes, transition.ChangesWithout(new HashSet<Guid>()));
        });

    /// <summary>Whichever way a policy came about, it decides as one compiled at once.</summary>
    [Fact]
    public void After_AnyChange_DecidesAsThePolicyCompiledAtOnce() =>
        Gen.Select(Change, PolicyGen.Attempt.Array[8]).Sample((change, attempts) =>
        {
            var transition = Transition(change);
            var whole = TestPolicy.Snapshot(change.After);
            return transition.After.Count == change.After.Length
                && attempts.All(attempt => Said(attempt.Against(whole)) == Said(attempt.Against(transition.After)));
        }, iter: Worlds);

    [Fact]
    public void Touched_ExactNameUnderAWildcard_ConcernsTheWildcardsConnectionsToo()
    {
        var wildcard = TestPolicy.Resource("*.example", ResourceMode.Open);
        var exact = TestPolicy.Resource("a.example", ResourceMode.Enforce);

        var transition = Transition(([wildcard], [wildcard, exact]));

        Assert.Equal(new HashSet<Guid> { wildcard.ResourceId, exact.ResourceId }, transition.Touched());
    }

    [Fact]
    public void ChangesWithout_ServiceOfAnAwsLinkRenamed_LeavesItAWayThroughListenersOfAnyService()
    {
        var before = TestPolicy.Resource("a.example", ResourceMode.Enforce, new LinkGrant(TestPolicy.AwsLink, "old"));
        var after = PolicyGen.With(before, [new LinkGrant(TestPolicy.AwsLink, "new")]);
        var transition = Transition(([before], [after]));

        var held = Held(transition, transition.Openings);

        var identity = PrivateLink.Protocol.Links.LinkIdentity.One(TestPolicy.AwsLink);
        Assert.True(new Attempt("a.example", identity, new ListenerPolicy("any")).Against(held).IsRelayed);
        Assert.False(new Attempt("a.example", identity, new ListenerPolicy("new", "new")).Against(held).IsRelayed);
        Assert.False(new Attempt("a.example", identity, new ListenerPolicy("old", "old")).Against(held).IsRelayed);
    }

    private static PolicyTransition Transition((ResourcePolicy[] Before, ResourcePolicy[] After) change)
    {
        var before = TestPolicy.Snapshot(change.Before);
        return new PolicyTransition(before, 2, DateTimeOffset.UnixEpoch, PolicyTransition.Difference(before, change.After));
    }

    private static PolicySnapshot Held(PolicyTransition transition, IEnumerable<Guid> openings) =>
        transition.Before.With(2, DateTimeOffset.UnixEpoch, transition.ChangesWithout(openings.ToHashSet()));

    private static (Verdict, Reason, Guid?) Said(AccessDecision decision) => (decision.Verdict, decision.Reason, decision.Resource?.ResourceId);

    /// <summary>Gives each resource the key of another policy's and one of the names, the first come; who finds its name taken is left out.</summary>
    private static ResourcePolicy[] Rename(ResourcePolicy[] resources, ResourcePolicy[] keys, int[] names)
    {
        var taken = new HashSet<int> { Names.Length };
        return
        [
            .. resources.Select((resource, index) => (resource, index)).Where(entry => taken.Add(names[entry.index])).Select(entry => new ResourcePolicy
            {
                ResourceId = keys[entry.index].ResourceId,
                TenantId = keys[entry.index].TenantId,
                Names = [Names[names[entry.index]]],
                Mode = entry.resource.Mode,
                Disabled = entry.resource.Disabled,
                Links = entry.resource.Links,
                Upstream = entry.resource.Upstream,
            }),
        ];
    }
}

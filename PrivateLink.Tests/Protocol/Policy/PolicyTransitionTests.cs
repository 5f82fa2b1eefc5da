using CsCheck;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>Splits a change: its closings take effect at once, its openings can be held back.</summary>
public class PolicyTransitionTests
{
    private const int Worlds = 5_000;

    private static readonly string[] Names = ["a.my-saas.io", "b.my-saas.io", "*.my-saas.io", "c.example"];

    /// <summary>Two policies with the same few keys: resources are changed, renamed, added and removed, and names move between them.</summary>
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

    /// <summary>However a policy was built, it decides like one compiled at once.</summary>
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

    [Fact]
    public void Openings_OneMoreNameOfAnOpenHost_IsOneAndLeadsNowhereWhileItWaits()
    {
        var before = TestPolicy.Resource("a.example", ResourceMode.Open);
        var transition = Transition(([before], [Named(before, before, "a.example", "b.example")]));

        Assert.Equal([before.ResourceId], transition.Openings);
        var held = Held(transition, transition.Openings);
        Assert.Null(held.Find("b.example"));
        Assert.False(held.Find("a.example")!.Disabled);
    }

    /// <summary>A host gives up a name to an open wildcard and takes two others: one that the wildcard covered, and one that no resource had.</summary>
    [Fact]
    public void ChangesWithout_NamesGivenUpAndTaken_KeepsTheHostAndLeavesTheNewNameOut()
    {
        var wildcard = TestPolicy.Resource("*.example", ResourceMode.Open);
        var host = TestPolicy.Resource("a.example", ResourceMode.Enforce, new LinkGrant(TestPolicy.AwsLink, "saas"));
        var transition = Transition(([wildcard, host], [wildcard, Named(host, host, "b.example", "c.other")]));

        var held = Held(transition, transition.Openings);

        Assert.All(["a.example", "b.example"], name => Assert.Equal((host.ResourceId, false), (held.Find(name)!.ResourceId, held.Find(name)!.Disabled)));
        Assert.Null(held.Find("c.other"));
    }

    /// <summary>Any difference takes effect; a resource that was read again without a difference does not.</summary>
    [Fact]
    public void Difference_AnythingOfAResourceIsOther_IsFound()
    {
        var before = TestPolicy.Resource("a.example", ResourceMode.Enforce, TestPolicy.UpstreamAt(1), new LinkGrant(TestPolicy.AwsLink, "saas"));
        var upstream = before.Upstream;

        Assert.Empty(Difference(Read(upstream: upstream with { Addresses = [.. upstream.Addresses] })));
        Assert.All(
            [
                Read(tenant: Guid.NewGuid()), Read(name: "b.example"), Read(mode: ResourceMode.Monitor), Read(disabled: true), Read(links: LinkTable.Empty),
                Read(upstream: upstream with { Addresses = [] }), Read(upstream: upstream with { SendProxyHeader = true }),
                Read(upstream: upstream with { Name = "renamed" }), Read(upstream: upstream with { Id = Guid.NewGuid() }),
            ],
            read => Assert.Single(Difference(read)));

        IReadOnlyDictionary<Guid, ResourcePolicy?> Difference(ResourcePolicy after) => PolicyTransition.Difference(TestPolicy.Snapshot(before), [after]);

        ResourcePolicy Read(
            Guid? tenant = null, string name = "a.example", ResourceMode mode = ResourceMode.Enforce, bool disabled = false, LinkTable? links = null, Upstream? upstream = null) => new()
            {
                ResourceId = before.ResourceId,
                TenantId = tenant ?? before.TenantId,
                Names = [name],
                Mode = mode,
                Disabled = disabled,
                Links = links ?? new LinkTable(before.Links.Grants),
                Upstream = upstream ?? before.Upstream,
            };
    }

    /// <summary>A link may be listed under several services, and a database returns them in any order.</summary>
    [Fact]
    public void Difference_SameGrantsInAnotherOrder_IsNone()
    {
        LinkGrant[] grants = [new(TestPolicy.AzureLink, "one"), new(TestPolicy.AzureLink, "two")];
        var before = TestPolicy.Resource("a.example", ResourceMode.Enforce, grants);

        Assert.Empty(PolicyTransition.Difference(TestPolicy.Snapshot(before), [PolicyGen.With(before, grants.Reverse())]));
    }

    /// <summary>A resource's content with another resource's key and with other names.</summary>
    private static ResourcePolicy Named(ResourcePolicy resource, ResourcePolicy key, params string[] names) => new()
    {
        ResourceId = key.ResourceId,
        TenantId = key.TenantId,
        Names = names,
        Mode = resource.Mode,
        Disabled = resource.Disabled,
        Links = resource.Links,
        Upstream = resource.Upstream,
    };

    private static PolicyTransition Transition((ResourcePolicy[] Before, ResourcePolicy[] After) change)
    {
        var before = TestPolicy.Snapshot(change.Before);
        return new PolicyTransition(before, 2, DateTimeOffset.UnixEpoch, PolicyTransition.Difference(before, change.After));
    }

    private static PolicySnapshot Held(PolicyTransition transition, IEnumerable<Guid> openings) =>
        transition.Before.With(2, DateTimeOffset.UnixEpoch, transition.ChangesWithout(openings.ToHashSet()));

    private static (Verdict, Reason, Guid?) Said(AccessDecision decision) => (decision.Verdict, decision.Reason, decision.Resource?.ResourceId);

    /// <summary>Gives each resource a key of another policy and one of the names. A resource is skipped if its name is taken.</summary>
    private static ResourcePolicy[] Rename(ResourcePolicy[] resources, ResourcePolicy[] keys, int[] names)
    {
        var taken = new HashSet<int> { Names.Length };
        return
        [
            .. resources.Select((resource, index) => (resource, index))
                .Where(entry => taken.Add(names[entry.index]))
                .Select(entry => Named(entry.resource, keys[entry.index], Names[names[entry.index]])),
        ];
    }
}

using CsCheck;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>Properties of every policy and every connection, not only of the table's cells.</summary>
public class AccessPolicyPropertyTests
{
    private const int Worlds = 20_000;

    [Fact]
    public void Evaluate_AnyWorld_AnswersAndAnswersTheSameAgain() =>
        Gen.Select(PolicyGen.Resources, PolicyGen.Attempt).Sample((resources, attempt) =>
        {
            var snapshot = TestPolicy.Snapshot(resources);
            var decision = attempt.Against(snapshot);

            return decision == attempt.Against(snapshot)
                && Enum.IsDefined(decision.Verdict)
                && Enum.IsDefined(decision.Reason);
        }, iter: Worlds);

    [Fact]
    public void Evaluate_AnyWorld_VerdictAndReasonAgree() =>
        Gen.Select(PolicyGen.Resources, PolicyGen.Attempt).Sample((resources, attempt) =>
        {
            var decision = attempt.Against(TestPolicy.Snapshot(resources));

            return decision.Verdict switch
            {
                Verdict.Allowed => decision.Reason is Reason.HostOpen or Reason.LinkMatched,
                Verdict.Audited => IsLinkDenial(decision.Reason),
                Verdict.Denied => IsLinkDenial(decision.Reason) || decision.Reason is Reason.NameUnknown or Reason.HostDisabled,
                _ => decision.Reason is Reason.ClaimObserved,
            };
        }, iter: Worlds);

    [Fact]
    public void Evaluate_LinkMatched_OnlyWithThatLinkListedAndSwitchedOn() =>
        Gen.Select(PolicyGen.Resources, PolicyGen.Attempt).Sample((resources, attempt) =>
        {
            var decision = attempt.Against(TestPolicy.Snapshot(resources));

            return decision.Reason != Reason.LinkMatched
                || decision.Resource!.Links.Grants.Any(grant => grant.Enabled && Concerns(grant, attempt));
        }, iter: Worlds);

    [Fact]
    public void Evaluate_AddingALink_NeverShutsOutAnybodyElse() =>
        Gen.Select(PolicyGen.Resources, Gen.Int[0, 3], PolicyGen.Grant, PolicyGen.Attempt).Sample((resources, index, grant, attempt) =>
        {
            var before = attempt.Against(TestPolicy.Snapshot(resources));
            var after = attempt.Against(TestPolicy.Snapshot(Changed(resources, index, links => links.Append(grant))));

            return !before.IsRelayed || after.IsRelayed || (Concerns(grant, attempt) && !grant.Enabled);
        }, iter: Worlds);

    [Fact]
    public void Evaluate_RemovingASwitchedOnLink_NeverLetsAnybodyIn() =>
        Gen.Select(PolicyGen.Resources, Gen.Int[0, 3], PolicyGen.Grant, PolicyGen.Attempt).Sample((resources, index, grant, attempt) =>
        {
            var removed = grant with { Enabled = true };
            var before = attempt.Against(TestPolicy.Snapshot(Changed(resources, index, links => links.Append(removed))));
            var after = attempt.Against(TestPolicy.Snapshot(Changed(resources, index, links => links.Where(link => link != removed))));

            return before.IsRelayed || !after.IsRelayed;
        }, iter: Worlds);

    [Fact]
    public void Evaluate_RemovingTheLastLinkOfAnEnforcedResource_ClosesIt() =>
        Gen.Select(PolicyGen.Resources, PolicyGen.Attempt).Sample((resources, attempt) =>
        {
            var decision = attempt.Against(TestPolicy.Snapshot(resources.Select(resource => PolicyGen.With(resource, []))));

            return decision.Resource?.Mode != ResourceMode.Enforce || decision.Verdict is Verdict.Denied or Verdict.Audited;
        }, iter: Worlds);

    [Fact]
    public void Evaluate_AnotherResourceChanges_AnswerStays() =>
        Gen.Select(PolicyGen.Resources, Gen.Int[0, 3], PolicyGen.Grant, PolicyGen.Attempt).Sample((resources, index, grant, attempt) =>
        {
            var before = attempt.Against(TestPolicy.Snapshot(resources));
            if (before.Resource == resources[index]) return true;

            return before == attempt.Against(TestPolicy.Snapshot(Changed(resources, index, links => links.Append(grant))));
        }, iter: Worlds);

    private static bool IsLinkDenial(Reason reason) =>
        reason is Reason.LinkMissing or Reason.LinkMismatch or Reason.LinkMalformed or Reason.LinkAmbiguous or Reason.LinkDisabled;

    private static bool Concerns(LinkGrant grant, Attempt attempt) =>
        attempt.Identity.Kind == LinkIdentityKind.One && grant.LinkId == attempt.Identity.LinkId
        && (attempt.Listener.Service is { } service ? grant.Service == service : grant.LinkId.Cloud == CloudProvider.Aws);

    private static ResourcePolicy[] Changed(ResourcePolicy[] resources, int index, Func<IEnumerable<LinkGrant>, IEnumerable<LinkGrant>> change) =>
        [.. resources.Select((resource, i) => i == index ? PolicyGen.With(resource, change(resource.Links.Grants)) : resource)];
}

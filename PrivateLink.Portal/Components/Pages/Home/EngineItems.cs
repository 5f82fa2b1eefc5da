using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.PolicySnapshots;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What needs attention in the engine: its condition, its own faults, its policy and its listeners.</summary>
internal static class EngineItems
{
    public static IEnumerable<AttentionItem> OfCondition(EngineReport report, bool isForTenant)
    {
        if (report.Condition != EngineCondition.Live)
            yield return new(IsUrgent: true, EngineConditionLook.Of(report.Condition).Meaning, isForTenant ? "You do not need to do anything. Our operators see this too." : "Check the engine's log.", null);
    }

    public static IEnumerable<AttentionItem> OfFaults(EngineReport report)
    {
        foreach (var fault in report.OwnFaults)
            yield return new(
                IsUrgent: true,
                $"This engine cannot connect to upstreams: {fault.Fault.Meaning()}.",
                $"{Quantity.Count(fault.Count, "attempt")}, last to {SafeText.Of(fault.Towards)}. {fault.Fault.Remedy()}",
                "upstreams")
            {
                When = AttentionTime.FromStart,
            };
        foreach (var item in OfPolicy(report.Policy)) yield return item;
    }

    public static IEnumerable<AttentionItem> OfListeners(EngineReport report) =>
        from listener in report.Listeners
        where listener.TrustsEveryone
        select new AttentionItem(
            IsUrgent: false,
            $"Listener {listener.Name} trusts PROXY headers from anyone.",
            "Anyone who can reach the port can claim any link ID. Add the load balancer's networks to its TrustedSources.",
            "listeners");

    private static IEnumerable<AttentionItem> OfPolicy(PolicyStatus policy)
    {
        if (policy.FromDisk is { } compiled)
            yield return new(
                IsUrgent: true,
                $"The policy of {compiled:yyyy-MM-dd HH:mm} UTC is enforced from disk.",
                $"{policy.PendingError} Nothing can be changed until the database is back. The portal keeps trying.".TrimStart(),
                null);
        else if (policy.PendingError is { } why)
            yield return new(IsUrgent: true, "Saved changes are not enforced yet.", $"{why} The portal keeps trying.", null);
        foreach (var damage in policy.Damage)
            yield return new(IsUrgent: true, "The policy on disk is damaged. The policy in force may be an older one.", damage, null);
        if (policy.NotOnDisk is { } reason)
            yield return new(IsUrgent: true, "The policy in force is not on disk. A restart without the database would bring back an older one.", reason, null);
        if (policy.DiskShort is { } shortage)
            yield return new(IsUrgent: true, "The disk that stores the policy is full.", shortage, null);
        if (policy.DoubtExplained is { } doubt)
            yield return new(IsUrgent: true, doubt, "Nothing from it is applied automatically. Restore the right database, or ask an administrator to confirm the changes.", "policy");
        if (policy.HeldBack is { Count: > 0 } heldBack)
            yield return new(IsUrgent: true, $"{Quantity.Count(heldBack.Count, "host")} would change, but the change was not made in this portal.", "An administrator must review the list and confirm it.", "policy");
    }
}

using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Protocol.Policy;

/// <summary>Decides on connections. Pure, total, and does not allocate. The relay, the simulator and the tests all call this one function.</summary>
public static class AccessPolicy
{
    /// <summary>The reserved suffix of one-time claim names; it never resolves (RFC 6761, section 6.4).</summary>
    public const string ClaimSuffix = ".claim.invalid";

    private const string OtherService = "listed for another service";
    private const string LinkError = "link TLV malformed";
    private const string LinksError = "several link IDs";

    /// <summary>Decides one connection.</summary>
    /// <param name="snapshot">The policy in force; null before the first one loads, when everything is denied.</param>
    /// <param name="request">The facts of the connection.</param>
    public static AccessDecision Evaluate(PolicySnapshot? snapshot, AccessRequest request)
    {
        if (IsClaimName(request.ServerName)) return new(Verdict.None, Reason.ClaimObserved);

        var resource = snapshot?.Find(request.ServerName);
        if (resource is null) return new(Verdict.Denied, Reason.NameUnknown, Detail: snapshot is null ? "no policy loaded" : null);
        if (resource.Disabled) return new(Verdict.Denied, Reason.HostDisabled, resource);

        var (reason, detail) = Match(resource.Links, request.Identity, request.Listener);
        return resource.Mode switch
        {
            ResourceMode.Open => Open(resource, reason, request),
            ResourceMode.Monitor => Restricted(resource, reason, detail, audit: request.Listener.Audit || !WantsAnotherLink(request.Listener, reason)),
            _ => Restricted(resource, reason, detail, request.Listener.Audit),
        };
    }

    /// <summary>The reason by link alone: the link matches, or why it does not.</summary>
    private static (Reason Reason, string? Detail) Match(LinkTable links, LinkIdentity identity, ListenerPolicy listener)
    {
        switch (identity.Kind)
        {
            case LinkIdentityKind.Absent: return (Reason.LinkMissing, null);
            case LinkIdentityKind.Malformed: return (Reason.LinkMalformed, null);
            case LinkIdentityKind.Ambiguous: return (Reason.LinkAmbiguous, null);
        }

        var grants = links.Find(identity.LinkId);
        var served = false;
        foreach (var grant in grants)
        {
            if (!listener.Serves(grant)) continue;
            if (grant.Enabled) return (Reason.LinkMatched, null);
            served = true;
        }

        return served ? (Reason.LinkDisabled, null) : (Reason.LinkMismatch, grants.IsEmpty ? null : OtherService);
    }

    /// <summary>An open resource admits everyone, but a private-only listener still requires a usable link, listed or not.</summary>
    private static AccessDecision Open(ResourcePolicy resource, Reason reason, AccessRequest request)
    {
        if (WantsAnotherLink(request.Listener, reason)) return Restricted(resource, reason, null, request.Listener.Audit);

        var noted = reason switch { Reason.LinkMalformed => LinkError, Reason.LinkAmbiguous => LinksError, _ => null };
        return new(Verdict.Allowed, Reason.HostOpen, resource, noted);
    }

    private static AccessDecision Restricted(ResourcePolicy resource, Reason reason, string? detail, bool audit)
    {
        var verdict = reason == Reason.LinkMatched ? Verdict.Allowed : audit ? Verdict.Audited : Verdict.Denied;
        return new(verdict, reason, resource, detail);
    }

    /// <summary>In monitor mode and for open resources, a private-only listener accepts an unlisted link but never an unusable one.</summary>
    private static bool WantsAnotherLink(ListenerPolicy listener, Reason reason) => listener.LinkRequired && ReasonTable.Describe(reason).LinkIsUnusable;

    private static bool IsClaimName(ReadOnlySpan<char> name) =>
        name.EndsWith(ClaimSuffix, StringComparison.Ordinal) && name.IndexOf('.') == name.Length - ClaimSuffix.Length;
}

using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What is known now about the cause of an outage or of denials.</summary>
/// <param name="Disabled">Who disabled the host or the link; null if that is not the cause, or not known.</param>
/// <param name="End">How it ended; null if it goes on.</param>
public sealed record TroubleNow(DisabledLink? Disabled, TroubleEnd? End)
{
    public static TroubleNow NotKnown { get; } = new(Disabled: null, End: null);

    /// <summary>Who disabled it, and when; ends a sentence. Empty if that is not known.</summary>
    public string By => Disabled?.Acts is [var act, ..]
        ? string.Create(CultureInfo.InvariantCulture, $", {(act.IsTenant ? "tenant suspended " : "")}by {SafeText.Of(act.By)} at {act.Time:HH:mm} UTC")
        : "";
}

/// <summary>How an outage or denials ended. Nobody has to act, so it replaces the advice.</summary>
/// <param name="At">When it ended.</param>
/// <param name="How">How that is known, as a sentence.</param>
public sealed record TroubleEnd(DateTimeOffset At, string How)
{
    /// <summary>A connection came the same way since and was delivered.</summary>
    public static TroubleEnd OfDelivery(DateTimeOffset at) => new(at, "Connections are delivered again.");

    /// <summary>The upstream is healthy, but no client has tried since. Customers do not know upstreams.</summary>
    public static TroubleEnd OfUpstream(DateTimeOffset at, bool isCompany) =>
        new(at, $"{(isCompany ? "The upstream accepts" : "The service accepts")} connections again. No client has tried since.");

    /// <summary>The policy now in force would allow such a connection.</summary>
    public static TroubleEnd OfPolicy(DateTimeOffset at) => new(at, "The policy now in force would allow the last of these connections.");

    /// <summary>The policy now in force would deny such a connection for another reason, so this reason has ended.</summary>
    public static TroubleEnd OfOtherReason(DateTimeOffset at, Reason now) =>
        new(at, $"The last of these connections would now be denied for another reason: {ReasonTable.Describe(now).Title}.");
}

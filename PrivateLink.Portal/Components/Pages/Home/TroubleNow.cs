using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Explaining;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What is known now about the cause of an outage or of denials.</summary>
/// <param name="Disabled">Who disabled the host or the link; null if that is not the cause, or not known.</param>
/// <param name="IsMended">Whether the policy in force would allow the same connection.</param>
public sealed record TroubleNow(DisabledLink? Disabled, bool IsMended)
{
    /// <summary>Said instead of advice that is out of date.</summary>
    public const string Mended = "The policy now in force would allow these connections. No one needs to act.";

    public static TroubleNow NotKnown { get; } = new(Disabled: null, IsMended: false);

    /// <summary>Who disabled it, and when; ends a sentence. Empty if that is not known.</summary>
    public string By => Disabled?.Acts is [var act, ..]
        ? string.Create(CultureInfo.InvariantCulture, $", {(act.IsTenant ? "tenant suspended " : "")}by {SafeText.Of(act.By)} at {act.Time:HH:mm} UTC")
        : "";
}

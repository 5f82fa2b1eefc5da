using PrivateLink.Portal.Audit;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>What to do about a disabled host or link, also if it is not known who disabled it.</summary>
public static class DisabledRemedy
{
    /// <summary>The reason alone does not tell who disabled it; the details of each connection do.</summary>
    public const string OfReason = "Only the side that disabled it can enable it. Open a connection to see which.";

    public static bool Is(ReasonDescription description) =>
        description.Code == ReasonTable.CodeOf(Reason.LinkDisabled) || description.Code == ReasonTable.CodeOf(Reason.HostDisabled);

    /// <summary>The advice when it is known who disabled it. A suspension also disables every host of its tenant.</summary>
    public static ReadersRemedy? Of(ReasonDescription description, DisabledLink disabled, bool isCompany) =>
        disabled.Acts?.FirstOrDefault(act => act.IsTenant) is { } suspension ? OfSuspension(suspension, isCompany)
        : ReadersRemedy.OfDisabled(description, disabled.IsCompanys, isCompany);

    /// <summary>Who must act, from the reader's point of view.</summary>
    public static string ActorOf(ReasonDescription description, bool isCompany) =>
        !Is(description) ? ReadersRemedy.ActorOf(description, isCompany) : isCompany ? "the customer or us" : "you or the company";

    private static ReadersRemedy OfSuspension(SwitchOff act, bool isCompany)
    {
        var (who, why) = (SafeText.Of(act.Of), act.Reason is { } reason ? $" (reason: {SafeText.Of(reason).TrimEnd('.')})" : "");
        return isCompany
            ? new("For us:", $"We have suspended {who}{why}. End the suspension if it should connect.")
            : new("For the company:", $"The company has suspended {who}{why}. Ask the company to end the suspension.");
    }
}

using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>What a list can say of a disabled host or link, as long as it is not known who disabled it.</summary>
public static class DisabledRemedy
{
    /// <summary>The reason alone does not tell who disabled it; the details of each connection do.</summary>
    public const string OfReason = "Only the side that disabled it can enable it. Open a connection to see which.";

    public static bool Is(ReasonDescription description) =>
        description.Code == ReasonTable.CodeOf(Reason.LinkDisabled) || description.Code == ReasonTable.CodeOf(Reason.HostDisabled);

    /// <summary>Who must act, from the reader's point of view.</summary>
    public static string ActorOf(ReasonDescription description, bool isCompany) =>
        !Is(description) ? ReadersRemedy.ActorOf(description, isCompany) : isCompany ? "the customer or us" : "you or the company";
}

using System.Globalization;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>What to do about a reason or an ending, for the person who reads it. Customers and operators need different advice.</summary>
/// <param name="Lead">Who it is for; ends with a colon.</param>
/// <param name="Text">What to do.</param>
public sealed record ReadersRemedy(string Lead, string Text)
{
    /// <summary>What a list says of a disabled host or link. The reason alone does not tell who disabled it; the details of each connection do.</summary>
    public const string OfDisabledReason = "Only the side that disabled it can enable it. Open a connection to see which.";

    /// <summary>The same for the company, which can also enable a link that the customer disabled.</summary>
    public const string OfDisabledReasonForCompany = "Find out who disabled it before it is enabled again. Open a connection to see who did.";

    private const string NothingToDo = "Nothing to do:";
    private const string ForTheCustomer = "Tell the customer:";
    private const string HostKeptOff = "The company has disabled this host. Ask the company to enable it.";
    private const string OfTheCompany = "The fault is in the service, not on your side. The company that runs it sees this too.";

    /// <param name="description">The reason or the ending.</param>
    /// <param name="isCompany">Whether the reader belongs to the company.</param>
    /// <returns>Null if no one has to do anything.</returns>
    public static ReadersRemedy? Of(ReasonDescription description, bool isCompany) => (description.Actor, isCompany) switch
    {
        (Actor.Customer, true) => new(ForTheCustomer, description.Remedy),
        (Actor.Customer, false) => new("For you:", description.Remedy),
        (Actor.Company, true) => new("For us:", description.Remedy),
        (Actor.Company, false) => new("For the company:", OfTheCompany),
        _ => null,
    };

    /// <summary>What replaces the advice for an old denial once the policy has changed.</summary>
    /// <param name="denied">Why the connection was denied.</param>
    /// <param name="now">What the policy in force would decide.</param>
    /// <param name="isUpstreamDown">Whether the connection would fail even if it were allowed.</param>
    /// <returns>Null if the advice still holds, or if it does not depend on the policy.</returns>
    public static ReadersRemedy? OfOldDenial(Reason denied, VerdictNow now, bool isUpstreamDown) => now switch
    {
        { IsAsked: false } => null,
        _ when ReasonTable.Describe(denied).Family is not (ReasonFamily.Name or ReasonFamily.Access) => null,
        { Verdict: Verdict.Denied } => now.Reason == denied ? null : new("Now it would be denied for another reason:", $"{ReasonTable.Describe(now.Reason).Title}."),
        _ when isUpstreamDown => new("Now it would be allowed:", "But it would fail, because the upstream is down."),
        _ => new(NothingToDo, "The policy now in force would allow this connection."),
    };

    /// <summary>What replaces the advice for an old failure once the upstream works again.</summary>
    /// <param name="since">Since when it works.</param>
    public static ReadersRemedy OfOldFailure(DateTimeOffset since) =>
        new(NothingToDo, string.Create(CultureInfo.InvariantCulture, $"The upstream accepts connections again since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC."));

    /// <summary>Whether the host or the link is disabled. Then only the side that disabled it can act.</summary>
    public static bool IsDisabled(ReasonDescription description) =>
        description.Code == ReasonTable.CodeOf(Reason.LinkDisabled) || description.Code == ReasonTable.CodeOf(Reason.HostDisabled);

    /// <summary>The advice for a disabled host or link. Only the side that disabled it can enable it. A suspension disables every host of its tenant.</summary>
    /// <param name="description">The reason: the host or the link is disabled.</param>
    /// <param name="disabled">Who disabled it, as far as it is known.</param>
    /// <param name="isCompany">Whether the reader belongs to the company.</param>
    public static ReadersRemedy? OfDisabled(ReasonDescription description, DisabledLink disabled, bool isCompany)
    {
        var acts = disabled.Acts ?? [];
        if (acts.FirstOrDefault(act => act.IsTenant) is { } suspension) return OfSuspension(suspension.Of, suspension.Reason, isCompany);
        return description.Actor == Actor.Company && disabled.IsCompanys && isCompany && acts.Count > 0
            ? new("For us:", "We have disabled this host. Enable it if it should be reachable.")
            : OfSide(description, disabled.IsCompanys, isCompany);
    }

    /// <summary>The advice for an upstream that refuses since its addresses were changed. Only the company learns of the change.</summary>
    public static ReadersRemedy OfChangedAddresses { get; } = new("For us:", "Undo the change of the addresses, or start the service at the new ones.");

    /// <summary>The advice for a suspended tenant. Only the company can end the suspension.</summary>
    public static ReadersRemedy OfSuspension(string tenant, string? reason, bool isCompany)
    {
        var why = reason is null ? "" : $" (reason: {SafeText.Of(reason).TrimEnd('.')})";
        return isCompany
            ? new("For us:", $"{SafeText.Of(tenant)} is suspended{why}. An administrator must end the suspension if it should connect again.")
            : new("For you:", $"The company has suspended {SafeText.Of(tenant)}{why}. Ask the company to end the suspension.");
    }

    /// <summary>The advice for a host that the tenant's own people disabled.</summary>
    public static ReadersRemedy OfHostDisabledByTenant(bool isCompany) => new(
        isCompany ? ForTheCustomer : "For you:", "Your own people have disabled this host. Enable it if it should be reachable.");

    /// <summary>The advice for a link that the company keeps disabled. Only the company can enable it.</summary>
    public static ReadersRemedy OfKeptOff(bool isCompany) => isCompany
        ? new("For us:", "We have disabled this private endpoint. Enable it if it should connect.")
        : new("For you:", "The company has disabled this private endpoint. Ask the company to enable it.");

    /// <summary>The advice for any reason or ending. If no one must act, it is what the reader should know.</summary>
    public static string WordsOf(ReasonDescription description, bool isCompany) => IsDisabled(description)
        ? isCompany ? OfDisabledReasonForCompany : OfDisabledReason
        : Of(description, isCompany)?.Sentence ?? (isCompany && description.ForCompany is { } more ? $"{description.Remedy} {more}" : description.Remedy);

    /// <summary>Who must act, from the reader's point of view.</summary>
    public static string ActorOf(ReasonDescription description, bool isCompany) => (description.Actor, isCompany) switch
    {
        _ when IsDisabled(description) => isCompany ? "the customer or us" : "you or the company",
        (Actor.Customer, true) => "the customer",
        (Actor.Customer, false) => "you",
        (Actor.Company, true) => "us",
        (Actor.Company, false) => "the company",
        _ => "no one",
    };

    /// <summary>The same advice where nobody knows whose the client is, as on the internet.</summary>
    public ReadersRemedy ForUnknownClient => Lead == ForTheCustomer ? this with { Lead = "If the client is a customer's:" } : this;

    /// <summary>The advice in one line. Without a lead, it is for the reader.</summary>
    public string Sentence => Lead == ForTheCustomer ? $"{Lead} {Text}" : Text;

    private static ReadersRemedy? OfSide(ReasonDescription description, bool isCompanys, bool isCompany) => (description.Actor, isCompanys) switch
    {
        (Actor.Customer, true) => OfKeptOff(isCompany),
        (Actor.Company, false) => OfHostDisabledByTenant(isCompany),
        (Actor.Company, true) when !isCompany => new("For you:", HostKeptOff),
        _ => Of(description, isCompany),
    };
}

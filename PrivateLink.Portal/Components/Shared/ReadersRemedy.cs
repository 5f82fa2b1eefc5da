using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>What to do about a reason or an ending, for the person who reads it: customers and operators need different advice.</summary>
/// <param name="Lead">Who it is for; ends with a colon.</param>
/// <param name="Text">What to do.</param>
public sealed record ReadersRemedy(string Lead, string Text)
{
    private const string ForTheCustomer = "Tell the customer:";
    private const string OfTheCompany = "The fault is in the service, not on your side. The company that runs it sees this too.";

    /// <param name="description">The reason or the ending.</param>
    /// <param name="isCompany">Whether the reader is of the company.</param>
    /// <returns>Null where nobody has to do anything.</returns>
    public static ReadersRemedy? Of(ReasonDescription description, bool isCompany) => (description.Actor, isCompany) switch
    {
        (Actor.Customer, true) => new(ForTheCustomer, description.Remedy),
        (Actor.Customer, false) => new("For you:", description.Remedy),
        (Actor.Company, true) => new("For us:", description.Remedy),
        (Actor.Company, false) => new("For the company:", OfTheCompany),
        _ => null,
    };

    /// <summary>About a link that the company keeps off: only the company can enable it.</summary>
    public static ReadersRemedy OfKeptOff(bool isCompany) => isCompany
        ? new("For us:", "We have disabled this private endpoint. Enable it if it should connect.")
        : new("For the company:", "The company has disabled this private endpoint. Ask the company to enable it.");

    /// <summary>The same of every reason and ending: of what is as it should be, what there is to know.</summary>
    public static string WordsOf(ReasonDescription description, bool isCompany) =>
        Of(description, isCompany)?.Sentence ?? (isCompany && description.ForCompany is { } more ? $"{description.Remedy} {more}" : description.Remedy);

    /// <summary>Who must act, as the reader calls them.</summary>
    public static string ActorOf(ReasonDescription description, bool isCompany) => (description.Actor, isCompany) switch
    {
        (Actor.Customer, true) => "the customer",
        (Actor.Customer, false) => "you",
        (Actor.Company, true) => "us",
        (Actor.Company, false) => "the company",
        _ => "nobody",
    };

    /// <summary>In one line, where it is plain that it is for the reader unless it says otherwise.</summary>
    public string Sentence => Lead == ForTheCustomer ? $"{Lead} {Text}" : Text;
}

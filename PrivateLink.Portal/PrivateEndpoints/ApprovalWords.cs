using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Says who gave an approval, in words for the reader.</summary>
public static class ApprovalWords
{
    /// <param name="source">The source of the approval.</param>
    /// <param name="isCompany">Whether the reader is from the company.</param>
    public static string Of(ApprovalSource source, bool isCompany) => source switch
    {
        ApprovalSource.Customer => isCompany ? "reported by the customer's cloud output" : "reported by your cloud output",
        ApprovalSource.Company => isCompany ? "recorded by the company" : "recorded by us",
        _ => "proved by a connection",
    };
}

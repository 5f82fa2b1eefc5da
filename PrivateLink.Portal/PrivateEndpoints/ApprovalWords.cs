using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Whose word an approval is, for the reader.</summary>
public static class ApprovalWords
{
    /// <param name="source">Whose word it is.</param>
    /// <param name="isCompany">Whether a person of the company reads it.</param>
    public static string Of(ApprovalSource source, bool isCompany) => source switch
    {
        ApprovalSource.Customer => isCompany ? "reported by the customer's cloud output" : "reported by your cloud output",
        ApprovalSource.Company => isCompany ? "recorded by the company" : "recorded by us",
        _ => "proved by a connection",
    };
}

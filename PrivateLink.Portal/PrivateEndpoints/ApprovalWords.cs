using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Whose word an approval is, for the reader.</summary>
public static class ApprovalWords
{
    /// <param name="source">Whose word it is.</param>
    /// <param name="isCompany">Whether a person of the company reads it.</param>
    public static string Of(ApprovalSource source, bool isCompany) => source switch
    {
        ApprovalSource.Customer => isCompany ? "the customer's own output says so" : "your own cloud's output says so",
        ApprovalSource.Company => isCompany ? "the company says so" : "we say so",
        _ => "a connection came through it",
    };
}

using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>The names of the claim levels, and their meanings.</summary>
public static class ClaimWords
{
    public static string Of(ClaimLevel level) => level switch
    {
        ClaimLevel.Asserted => "Asserted",
        ClaimLevel.Matched => "Matched",
        ClaimLevel.Proven => "Proven",
        _ => "Unknown",
    };

    /// <param name="level">The level.</param>
    /// <param name="isCompany">Whether the reader is from the company.</param>
    public static string Meaning(ClaimLevel level, bool isCompany) => level switch
    {
        ClaimLevel.Asserted => "A person typed it. This reserves the ID for seven days.",
        ClaimLevel.Matched => $"A connection came through it to one of {(isCompany ? "the tenant's" : "your")} hosts.",
        ClaimLevel.Proven => isCompany
            ? "A connection with a name that only the tenant knew came through it, or we found it in our own cloud account. It belongs to the tenant."
            : "A connection with a name that only you knew came through it, or we found it in our own cloud account. It belongs to you.",
        _ => "There is no link ID yet.",
    };
}

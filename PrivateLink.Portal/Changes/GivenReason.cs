namespace PrivateLink.Portal.Changes;

/// <summary>Why a person does something that others have to live with: one rule for all acts that ask for it. It stands in the audit log.</summary>
public static class GivenReason
{
    public const int Longest = 200;

    /// <summary>Shorter is no reason that somebody else understands.</summary>
    public const int Shortest = 10;

    /// <summary>What is wrong with a reason; null when it says something.</summary>
    public static string? ErrorOf(string reason) => reason.Trim().Length switch
    {
        < Shortest => $"Give a reason of at least {Shortest} characters. Everyone concerned can read it.",
        > Longest => $"Use at most {Longest} characters.",
        _ => null,
    };
}

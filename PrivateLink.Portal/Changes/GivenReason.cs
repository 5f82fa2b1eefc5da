namespace PrivateLink.Portal.Changes;

/// <summary>The reason for an act that affects other people. One rule applies to all acts that ask for a reason. The audit log records it.</summary>
public static class GivenReason
{
    public const int Longest = 200;

    /// <summary>A shorter text does not explain anything to others.</summary>
    public const int Shortest = 10;

    /// <summary>The problem with a reason; null when it is acceptable.</summary>
    public static string? ErrorOf(string reason) => reason.Trim().Length switch
    {
        < Shortest => $"Give a reason of at least {Shortest} characters. Everyone concerned can read it.",
        > Longest => $"Use at most {Longest} characters.",
        _ => null,
    };
}

namespace PrivateLink.Portal.Succession;

/// <summary>An upgrade after which the old process went on.</summary>
/// <param name="At">When it failed.</param>
/// <param name="AskedBy">The account that asked for it.</param>
/// <param name="Version">The version of its program; null if it never said.</param>
/// <param name="Why">The cause.</param>
public sealed record UpgradeFailure(DateTimeOffset At, string AskedBy, string? Version, string Why)
{
    /// <summary>All of it in one sentence, for the company.</summary>
    public string Text => $"{(Version is null ? "" : $"to {Version}, ")}asked for by {AskedBy}: {Why}";
}

namespace PrivateLink.Portal.Operations;

/// <summary>How health checks tell of failed work in the background. Strangers may ask, so why it failed stands in the log only.</summary>
internal static class BackgroundText
{
    public static string Of(IReadOnlyList<string> failing) => $"failed within the last minute, and restarts automatically: {string.Join(", ", failing)}";
}

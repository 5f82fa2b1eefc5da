using PrivateLink.Engine.Descriptors;

namespace PrivateLink.Engine.Listening;

/// <summary>
/// Checks that the process may open enough descriptors. Call it before anything else, because without descriptors the runtime cannot even load code.
/// </summary>
public static class DescriptorNeeds
{
    /// <summary>Raises the limit. Returns why the process cannot start with it; null if it can.</summary>
    public static string? Problem() => DescriptorLimit.Raise() is { } limit ? new DescriptorBudget(limit).Problem : null;
}

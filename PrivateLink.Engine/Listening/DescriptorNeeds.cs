using PrivateLink.Engine.Descriptors;

namespace PrivateLink.Engine.Listening;

/// <summary>Whether the process may open as many descriptors as it needs. Asked before anything else: without descriptors not even code can be loaded.</summary>
public static class DescriptorNeeds
{
    /// <summary>Raises the limit, and says why nothing can start with it; null when something can.</summary>
    public static string? Problem() => DescriptorLimit.Raise() is { } limit ? new DescriptorBudget(limit).Problem : null;
}

namespace PrivateLink.Portal.Components.Shared;

/// <summary>What is known about one hop on the path from a client to a host.</summary>
public enum HopState
{
    /// <summary>No traffic has proved it yet.</summary>
    Unproved,

    /// <summary>Traffic has passed over it.</summary>
    Proved,

    /// <summary>Something is wrong with it.</summary>
    Wrong,
}

/// <summary>One hop of the diagram.</summary>
/// <param name="Name">The cloud's own term.</param>
/// <param name="Detail">Which one: an ID, an address, a host.</param>
/// <param name="State">What is known.</param>
/// <param name="Why">What is wrong, or what proved it.</param>
public sealed record NetworkHop(string Name, string? Detail, HopState State, string? Why = null)
{
    /// <summary>The current traffic on it; null if no one watches it.</summary>
    public HopTraffic? Traffic { get; init; }
}

namespace PrivateLink.Engine.Connections;

/// <summary>The places that a connection holds under the limits.</summary>
[Flags]
internal enum HeldPlaces
{
    None = 0,

    /// <summary>A place among all connections.</summary>
    Open = 1,

    /// <summary>A place among connections without a verdict.</summary>
    Undecided = 2,

    /// <summary>Its place among all connections went to a newer one, but it is not closed yet.</summary>
    Leaving = 4,
}

namespace PrivateLink.Engine.Connections;

/// <summary>What a connection holds of the ceilings.</summary>
[Flags]
internal enum HeldPlaces
{
    None = 0,

    /// <summary>Among all connections.</summary>
    Open = 1,

    /// <summary>Among those whose verdict is not known yet.</summary>
    Undecided = 2,

    /// <summary>None any more, since it has passed on its place among all connections, but it is not gone yet.</summary>
    Leaving = 4,
}

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>The first byte of every frame. Values are persisted; never renumber.</summary>
internal enum FrameKind : byte
{
    /// <summary>The beginning of a file: what it belongs to.</summary>
    Start = 1,

    /// <summary>Some of the resources of a whole policy.</summary>
    Resources = 2,

    /// <summary>The end of a whole policy: how many resources there were.</summary>
    End = 3,

    /// <summary>One step of the journal.</summary>
    Change = 4,

    /// <summary>The journal goes on in the next file.</summary>
    Continued = 5,
}

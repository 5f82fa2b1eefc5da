namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>The first byte of every frame. Values are persisted; never renumber.</summary>
internal enum FrameKind : byte
{
    /// <summary>The beginning of a file: the step that the file starts from.</summary>
    Start = 1,

    /// <summary>Some of the resources of a whole policy.</summary>
    Resources = 2,

    /// <summary>The end of a whole policy: the number of its resources.</summary>
    End = 3,

    /// <summary>One step of the journal.</summary>
    Change = 4,

    /// <summary>The journal continues in the next file.</summary>
    Continued = 5,
}

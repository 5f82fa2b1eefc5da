namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>Another process uses the same folder for its policy.</summary>
public sealed class PolicyFolderInUseException : Exception
{
    public PolicyFolderInUseException()
    {
    }

    public PolicyFolderInUseException(string folder)
        : this(folder, null)
    {
    }

    public PolicyFolderInUseException(string folder, Exception? innerException)
        : base($"Policy:Folder: {folder} is in use by another process. Stop it, let this program take over from it (verb upgrade), or give each portal a separate folder.", innerException)
    {
    }
}

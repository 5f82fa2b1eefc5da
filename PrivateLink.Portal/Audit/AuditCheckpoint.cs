using System.Text.Json;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// The end of the chain on disk, beside the policy: what a restart knows of it, and <c>audit verify</c>. Replaced as a whole, and believed only
/// as it was written.
/// </summary>
internal sealed class AuditCheckpoint(IDatabaseTrace beside)
{
    private const string Name = "audit.checkpoint";
    private const string DamagedName = Name + ".damaged";
    private const string FormerName = Name + ".former";

    private static ReadOnlySpan<byte> Title => "PrivateLink audit checkpoint 1\n"u8;

    public string Path { get; } = System.IO.Path.Combine(beside.Folder, Name);

    /// <summary>Where a checkpoint lies that could not be believed; somebody who has looked at it removes it.</summary>
    public string DamagedPath { get; } = System.IO.Path.Combine(beside.Folder, DamagedName);

    /// <summary>Where the checkpoint of a database lies that an administrator has replaced.</summary>
    public string FormerPath { get; } = System.IO.Path.Combine(beside.Folder, FormerName);

    /// <summary>Whether the portal makes a file of this name.</summary>
    public static bool IsOwn(string name) => name is Name or DamagedName or FormerName;

    /// <summary>Whether a policy was in the folder when this process began: it is no first start.</summary>
    public bool HadPolicyBeside { get; } = beside.Location is not null;

    /// <summary>The end as it was written last; null when none was.</summary>
    /// <exception cref="InvalidDataException">The file is not as it was written.</exception>
    public AuditEnd? Read()
    {
        if (!File.Exists(Path)) return null;
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var chain = ChainedFrames.Start(Title);
        if (!ChainedFrames.HasTitle(file, Title, Title, out _) || !ChainedFrames.TryRead(file, ref chain, out var payload) || file.Position != file.Length)
            throw new InvalidDataException($"{Path} is damaged");
        return JsonSerializer.Deserialize<AuditEnd>(payload) is { Sequence: > 0, Hash.Length: > 0 } end ? end : throw new InvalidDataException($"{Path} is damaged");
    }

    /// <summary>Keeps the file under another name: what takes its place must not destroy what may be a proof.</summary>
    public void SetAside(string path)
    {
        if (File.Exists(Path)) File.Move(Path, path, overwrite: true);
    }

    public void Write(AuditEnd end)
    {
        if (end.Sequence == 0) return;
        PrivateFiles.CreateFolder(beside.Folder);
        DurableFiles.Replace(Path, file =>
        {
            var chain = ChainedFrames.Start(Title);
            file.Write(Title);
            file.Write(ChainedFrames.Wrap(JsonSerializer.SerializeToUtf8Bytes(end), ref chain));
        });
    }
}

using System.Text.Json;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// The end of the chain on disk, beside the policy. A restart and <c>audit verify</c> read it. The file is always replaced as a whole, and trusted
/// only if it is unchanged since it was written.
/// </summary>
internal sealed class AuditCheckpoint(IDatabaseTrace beside)
{
    private const string Name = "audit.checkpoint";
    private const string DamagedName = Name + ".damaged";
    private const string FormerName = Name + ".former";

    private static ReadOnlySpan<byte> Title => "PrivateLink audit checkpoint 1\n"u8;

    public string Path { get; } = System.IO.Path.Combine(beside.Folder, Name);

    /// <summary>The path of a checkpoint that failed its check. An administrator removes it after an inspection.</summary>
    public string DamagedPath { get; } = System.IO.Path.Combine(beside.Folder, DamagedName);

    /// <summary>The path of the checkpoint of a database that an administrator has replaced.</summary>
    public string FormerPath { get; } = System.IO.Path.Combine(beside.Folder, FormerName);

    /// <summary>Whether the portal creates files with this name.</summary>
    public static bool IsOwn(string name) => name is Name or DamagedName or FormerName;

    /// <summary>Whether the folder contained a policy when this process started. If so, it is not the first start.</summary>
    public bool HadPolicyBeside { get; } = beside.Location is not null;

    /// <summary>The end that was last written. Null if there is none.</summary>
    /// <exception cref="InvalidDataException">The file has changed since it was written.</exception>
    public AuditEnd? Read()
    {
        if (!File.Exists(Path)) return null;
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        var chain = ChainedFrames.Start(Title);
        if (!ChainedFrames.HasTitle(file, Title, Title, out _) || !ChainedFrames.TryRead(file, ref chain, out var payload) || file.Position != file.Length)
            throw new InvalidDataException($"{Path} is damaged");
        return JsonSerializer.Deserialize<AuditEnd>(payload) is { Sequence: > 0, Hash.Length: > 0 } end ? end : throw new InvalidDataException($"{Path} is damaged");
    }

    /// <summary>Renames the file, so that its replacement does not destroy possible evidence.</summary>
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

using Microsoft.Win32.SafeHandles;
using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>The changes since the last whole policy, one frame each. Each is on the disk before it comes into force. Supports one writer.</summary>
/// <remarks>
/// The file grows in blocks of zeros, and zeros always follow its last frame. So a lost end is always detected. A frame that does not fit begins in
/// the previous block. A file whose length is not a multiple of a block has been cut.
/// </remarks>
internal sealed class PolicyJournal : IDisposable
{
    public const int Block = 1 << 16;

    private const int Terminator = sizeof(uint);

    private readonly SafeFileHandle _file;
    private readonly WriteThrough _write;
    private byte[] _chain;
    private long _size;

    private PolicyJournal(string path, byte[] chain, long length, WriteThrough write)
    {
        _write = write;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        _chain = chain;
        Length = length;
        _size = RandomAccess.GetLength(_file);
    }

    public static ReadOnlySpan<byte> Title => "PrivateLink policy journal 2\n"u8;

    /// <summary>The start of journals in the previous format. Their changes do not name the database.</summary>
    public static ReadOnlySpan<byte> EarlierTitle => "PrivateLink policy journal 1\n"u8;

    /// <summary>The number of bytes written to the file.</summary>
    public long Length { get; private set; }

    /// <param name="path">The path. No file exists there yet.</param>
    /// <param name="sequence">The last step before the journal's first.</param>
    /// <param name="write">Writes changes to the disk.</param>
    public static PolicyJournal Create(string path, long sequence, WriteThrough write)
    {
        var chain = ChainedFrames.Start(Title);
        using var start = new PolicyRecordWriter(FrameKind.Start);
        var frame = ChainedFrames.Wrap(start.Write(sequence).Payload, ref chain);

        DurableFiles.Replace(path, file =>
        {
            file.Write(Title);
            file.Write(frame);
            file.Write(new byte[Block - Title.Length - frame.Length]);
        });
        return new PolicyJournal(path, chain, Title.Length + frame.Length, write);
    }

    /// <summary>Continues after the part that was read and found intact.</summary>
    public static PolicyJournal Reopen(string path, JournalContent content, WriteThrough write) => new(path, content.Chain, content.Length, write);

    public void Append(PolicyRecord record, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        using var frame = new PolicyRecordWriter(FrameKind.Change);
        frame.Write(record)
            .Write([.. changes.Values.OfType<ResourcePolicy>()])
            .Write([.. changes.Where(entry => entry.Value is null).Select(entry => entry.Key)]);
        Append(frame.Payload);
    }

    /// <summary>Records that the journal continues in the next file.</summary>
    public void AppendContinued()
    {
        using var frame = new PolicyRecordWriter(FrameKind.Continued);
        Append(frame.Payload);
    }

    public void Dispose() => _file.Dispose();

    private void Append(ReadOnlySpan<byte> payload)
    {
        var chain = _chain;
        var frame = ChainedFrames.Wrap(payload, ref chain);
        var end = Length + frame.Length;
        var size = end + Terminator <= _size ? _size : (end + Terminator + Block - 1) / Block * Block;
        if (size > _size) Array.Resize(ref frame, (int)(size - Length));

        _write(_file, frame, Length);
        (_chain, Length, _size) = (chain, end, size);
    }
}

/// <summary>Writes a part of a file. It is on the disk when this returns.</summary>
internal delegate void WriteThrough(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

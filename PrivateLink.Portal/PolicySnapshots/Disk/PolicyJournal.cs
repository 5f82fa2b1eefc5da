using Microsoft.Win32.SafeHandles;
using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// The changes since a whole policy was written, one frame each, on the disk before they are in force. One writer.
/// </summary>
/// <remarks>
/// The file grows in blocks of zeros, and its last frame is always followed by zeros. So it cannot lose its end without showing it: a
/// frame that does not fit begins in the block before, and a file whose length is no multiple of a block has been cut.
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

    /// <summary>How journals of the version before began: their changes say nothing about the database.</summary>
    public static ReadOnlySpan<byte> EarlierTitle => "PrivateLink policy journal 1\n"u8;

    /// <summary>How much of the file is written.</summary>
    public long Length { get; private set; }

    /// <param name="path">Where; nothing is there yet.</param>
    /// <param name="sequence">The last step before the journal's first.</param>
    /// <param name="write">How changes get to the disk.</param>
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

    /// <summary>Goes on behind what has been read and found whole.</summary>
    public static PolicyJournal Reopen(string path, JournalContent content, WriteThrough write) => new(path, content.Chain, content.Length, write);

    public void Append(PolicyRecord record, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        using var frame = new PolicyRecordWriter(FrameKind.Change);
        frame.Write(record)
            .Write([.. changes.Values.OfType<ResourcePolicy>()])
            .Write([.. changes.Where(entry => entry.Value is null).Select(entry => entry.Key)]);
        Append(frame.Payload);
    }

    /// <summary>Says that the next file goes on.</summary>
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

/// <summary>Writes a part of a file; it is on the disk when this returns.</summary>
internal delegate void WriteThrough(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

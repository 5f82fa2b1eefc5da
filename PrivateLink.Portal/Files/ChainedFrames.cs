using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivateLink.Portal.Files;

/// <summary>
/// How the policy lies in a file: a line that names the format, then frames. Each carries a digest of itself and of everything before it,
/// so a frame is believed only where it was written: not flipped, not cut short, not moved, not from another file.
/// </summary>
internal static class ChainedFrames
{
    /// <summary>In front of each frame: its length, then its digest.</summary>
    public const int Overhead = LengthSize + SHA256.HashSizeInBytes;

    private const int LengthSize = sizeof(uint);

    /// <summary>What the first frame of a file is chained to.</summary>
    public static byte[] Start(ReadOnlySpan<byte> title) => SHA256.HashData(title);

    /// <summary>Puts a payload into a frame and moves the chain on.</summary>
    public static byte[] Wrap(ReadOnlySpan<byte> payload, ref byte[] chain)
    {
        ArgumentOutOfRangeException.ThrowIfZero(payload.Length);
        var frame = new byte[Overhead + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)payload.Length);
        payload.CopyTo(frame.AsSpan(Overhead));
        chain = Digest(chain, frame.AsSpan(0, LengthSize), payload);
        chain.CopyTo(frame, LengthSize);
        return frame;
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="file">Stands where the frame begins; behind it afterwards.</param>
    /// <param name="chain">The digest of what came before; moved on.</param>
    /// <param name="payload">What is in the frame; empty when <paramref name="file"/> stands at zeros.</param>
    /// <returns>False when there is no whole, unchanged frame.</returns>
    public static bool TryRead(Stream file, ref byte[] chain, out byte[] payload)
    {
        payload = [];
        Span<byte> head = stackalloc byte[Overhead];
        if (file.ReadAtLeast(head[..LengthSize], LengthSize, throwOnEndOfStream: false) < LengthSize) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (length == 0) return true;
        if (length > file.Length - file.Position - SHA256.HashSizeInBytes) return false;

        file.ReadExactly(head[LengthSize..]);
        var content = new byte[length];
        file.ReadExactly(content);
        var digest = Digest(chain, head[..LengthSize], content);
        if (!digest.AsSpan().SequenceEqual(head[LengthSize..])) return false;
        chain = digest;
        payload = content;
        return true;
    }

    /// <summary>Reads the line that names the format.</summary>
    /// <param name="file">Stands at its beginning.</param>
    /// <param name="title">The line of this version.</param>
    /// <param name="earlier">The line of the version before, of the same length.</param>
    /// <param name="isEarlier">Whether the file is of the version before.</param>
    /// <returns>False if it is neither.</returns>
    public static bool HasTitle(Stream file, ReadOnlySpan<byte> title, ReadOnlySpan<byte> earlier, out bool isEarlier)
    {
        Span<byte> found = stackalloc byte[64];
        found = found[..title.Length];
        var isWhole = file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length;
        isEarlier = isWhole && found.SequenceEqual(earlier);
        return isEarlier || (isWhole && found.SequenceEqual(title));
    }

    private static byte[] Digest(byte[] chain, ReadOnlySpan<byte> length, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(chain);
        hash.AppendData(length);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}

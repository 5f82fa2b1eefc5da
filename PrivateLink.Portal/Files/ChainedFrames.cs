using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PrivateLink.Portal.Files;

/// <summary>
/// The format of the policy's files: a line that names the format, then frames. Each frame carries a digest of itself and of everything before it. So
/// a frame is valid only where it was written: unchanged, complete, in its place and in its own file.
/// </summary>
internal static class ChainedFrames
{
    /// <summary>The bytes before each payload: its length, then its digest.</summary>
    public const int Overhead = LengthSize + SHA256.HashSizeInBytes;

    private const int LengthSize = sizeof(uint);

    /// <summary>The start of the chain, for the first frame of a file.</summary>
    public static byte[] Start(ReadOnlySpan<byte> title) => SHA256.HashData(title);

    /// <summary>Puts a payload into a frame and advances the chain.</summary>
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
    /// <param name="file">Positioned at the start of the frame; positioned after it on return.</param>
    /// <param name="chain">The digest of everything before; advanced on return.</param>
    /// <param name="payload">The content of the frame; empty if <paramref name="file"/> has only zeros here.</param>
    /// <returns>False if there is no complete, unchanged frame.</returns>
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
    /// <param name="file">Positioned at its start.</param>
    /// <param name="title">The line of this version.</param>
    /// <param name="earlier">The line of the previous version, of the same length.</param>
    /// <param name="isEarlier">Whether the file is of the previous version.</param>
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

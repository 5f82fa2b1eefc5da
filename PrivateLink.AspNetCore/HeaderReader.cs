using System.Buffers;
using System.IO.Pipelines;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.AspNetCore;

/// <summary>Reads the header from the start of a connection, and nothing after it.</summary>
internal static class HeaderReader
{
    /// <summary>Reads until the header is complete or invalid.</summary>
    /// <param name="input">The connection's input. Afterwards it begins with the client's own bytes, which the next reader sees at once.</param>
    /// <param name="cancellation">The deadline.</param>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    public static async ValueTask<HeaderContent> ReadAsync(PipeReader input, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellation);
            var received = result.Buffer;
            var content = Parse(received);
            if (content is not null)
            {
                // Consumed equals examined, so that the next read returns the bytes after the header at once.
                input.AdvanceTo(received.GetPosition(content.Length));
                return content;
            }

            // Nothing is consumed and everything is examined, so that the next read waits for more bytes.
            input.AdvanceTo(received.Start, received.End);
            if (result.IsCompleted) return new(received.IsEmpty ? HeaderProblem.Probe : HeaderProblem.Truncated);
        }
    }

    /// <summary>The parser needs one span. It refuses a header by its announced length, so this never copies more than the longest valid header.</summary>
    private static HeaderContent? Parse(ReadOnlySequence<byte> received)
    {
        var header = received.Slice(0, Math.Min(received.Length, ProxyProtocolParser.MaximumLength));
        if (header.IsSingleSegment) return HeaderContent.Read(header.FirstSpan);

        Span<byte> bytes = stackalloc byte[ProxyProtocolParser.MaximumLength];
        header.CopyTo(bytes);
        return HeaderContent.Read(bytes[..(int)header.Length]);
    }
}

using System.Buffers;
using System.IO.Pipelines;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.AspNetCore;

/// <summary>Takes the header off the front of a connection, and nothing else.</summary>
internal static class HeaderReader
{
    /// <summary>Reads until the header is complete or known to be wrong.</summary>
    /// <param name="input">Afterwards begins with the client's own bytes, which the next reader sees at once.</param>
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
                // Consumed and examined end together: what lies behind the header has been looked at by nobody.
                input.AdvanceTo(received.GetPosition(content.Length));
                return content;
            }

            // Nothing consumed, everything examined: the next read returns only when there is more.
            input.AdvanceTo(received.Start, received.End);
            if (result.IsCompleted) return new(received.IsEmpty ? HeaderProblem.Probe : HeaderProblem.Truncated);
        }
    }

    /// <summary>The parser wants one span and refuses a longer header by its announced length, so more than the longest is never copied.</summary>
    private static HeaderContent? Parse(ReadOnlySequence<byte> received)
    {
        var header = received.Slice(0, Math.Min(received.Length, ProxyProtocolParser.MaximumLength));
        if (header.IsSingleSegment) return HeaderContent.Read(header.FirstSpan);

        Span<byte> bytes = stackalloc byte[ProxyProtocolParser.MaximumLength];
        header.CopyTo(bytes);
        return HeaderContent.Read(bytes[..(int)header.Length]);
    }
}

using System.IO.Pipelines;
using PrivateLink.AspNetCore;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.AspNetCore;

/// <summary>The reader removes the header from the pipe, and the next reader gets exactly the client's bytes.</summary>
public class HeaderReaderTests
{
    private static readonly byte[] Header = Sealed(IPv4(AuthorityTlv(TestPolicy.Host), AwsTlv(TestPolicy.AwsLink.ToString()), EmptyChecksum));
    private static readonly byte[] Payload = Pair.Hello;

    [Fact]
    public async Task Read_EverySplitPoint_LeavesExactlyTheClientsBytes()
    {
        byte[] stream = [.. Header, .. Payload];
        for (var split = 1; split < stream.Length; split++)
        {
            var pipe = new Pipe();
            var reading = HeaderReader.ReadAsync(pipe.Reader, Cancellation).AsTask();
            await pipe.Writer.WriteAsync(stream.AsMemory(0, split), Cancellation);
            await pipe.Writer.WriteAsync(stream.AsMemory(split), Cancellation);

            Assert.Equal(TestPolicy.Host, (await reading).AuthorisedHost);
            Assert.Equal(Payload, await ReadAsync(pipe, Payload.Length));
        }
    }

    [Fact]
    public async Task Read_HeaderAndPayloadAtOnce_PayloadIsThereWithoutAnotherByte()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync((byte[])[.. Header, .. Payload], Cancellation);

        await HeaderReader.ReadAsync(pipe.Reader, Cancellation);

        Assert.True(pipe.Reader.TryRead(out var next));
        Assert.Equal(Payload.Length, next.Buffer.Length);
    }

    [Fact]
    public async Task Read_LongestHeaderInSmallSegments_IsTaken()
    {
        var noop = Tlv(0x04, new byte[4096 - IPv4(AuthorityTlv(TestPolicy.Host)).Length - 3]);
        var header = IPv4(AuthorityTlv(TestPolicy.Host), noop);
        Assert.Equal(4096, header.Length);

        var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 16, useSynchronizationContext: false));
        var reading = HeaderReader.ReadAsync(pipe.Reader, Cancellation).AsTask();
        foreach (var segment in header.Concat(Payload).Chunk(100)) await pipe.Writer.WriteAsync(segment, Cancellation);

        Assert.Equal(TestPolicy.Host, (await reading).AuthorisedHost);
        Assert.Equal(Payload, await ReadAsync(pipe, Payload.Length));
    }

    [Fact]
    public async Task Read_EveryByteMissingAtTheEnd_IsTruncated()
    {
        for (var length = 1; length < Header.Length; length++)
        {
            var pipe = new Pipe();
            await pipe.Writer.WriteAsync(Header.AsMemory(0, length), Cancellation);
            await pipe.Writer.CompleteAsync();

            Assert.Equal(HeaderProblem.Truncated, (await HeaderReader.ReadAsync(pipe.Reader, Cancellation)).Problem);
        }
    }

    [Fact]
    public async Task Read_EveryByteChanged_NeverAnotherHost()
    {
        foreach (var changed in Mutations.EveryByte(Header, [0x00, 0x01, 0x41, 0x7F, 0xFF]))
        {
            var pipe = new Pipe();
            await pipe.Writer.WriteAsync((byte[])[.. changed, .. Payload], Cancellation);
            await pipe.Writer.CompleteAsync();

            var read = await HeaderReader.ReadAsync(pipe.Reader, Cancellation);
            Assert.True(read.Problem != HeaderProblem.None || read.AuthorisedHost == TestPolicy.Host, Hex.Of(changed));
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<byte[]> ReadAsync(Pipe pipe, int count)
    {
        var result = await pipe.Reader.ReadAtLeastAsync(count, Cancellation);
        var bytes = System.Buffers.BuffersExtensions.ToArray(result.Buffer);
        pipe.Reader.AdvanceTo(result.Buffer.End);
        return bytes;
    }
}

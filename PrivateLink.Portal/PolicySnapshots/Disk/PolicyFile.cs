using PrivateLink.Portal.Files;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>A whole policy in one file. The file is either complete or absent, and trusted only if it is unchanged since it was written.</summary>
internal static class PolicyFile
{
    private const int ResourcesPerFrame = 1_000;
    private const int BufferSize = 1 << 20;

    private static ReadOnlySpan<byte> Title => "PrivateLink policy 2\n"u8;

    private static ReadOnlySpan<byte> EarlierTitle => "PrivateLink policy 1\n"u8;

    /// <summary>Writes to a temporary name, flushes to disk, and renames.</summary>
    public static void Write(string path, PolicyRecord record, IEnumerable<ResourcePolicy> resources)
    {
        DurableFiles.Replace(path, file =>
        {
            file.Write(Title);
            var chain = ChainedFrames.Start(Title);
            using (var start = new PolicyRecordWriter(FrameKind.Start)) file.Write(ChainedFrames.Wrap(start.Write(record).Payload, ref chain));

            var count = 0;
            foreach (var some in resources.Chunk(ResourcesPerFrame))
            {
                using var frame = new PolicyRecordWriter(FrameKind.Resources);
                file.Write(ChainedFrames.Wrap(frame.Write(some).Payload, ref chain));
                count += some.Length;
            }

            using var end = new PolicyRecordWriter(FrameKind.End);
            file.Write(ChainedFrames.Wrap(end.Write(count).Payload, ref chain));
        });
    }

    /// <exception cref="InvalidDataException">The file has changed since it was written.</exception>
    public static (PolicyRecord Record, Dictionary<Guid, ResourcePolicy> Resources) Read(string path, SharedParts shared)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize);
        if (!ChainedFrames.HasTitle(file, Title, EarlierTitle, out var isEarlier)) throw new InvalidDataException("it does not begin as a policy does");

        var chain = ChainedFrames.Start(isEarlier ? EarlierTitle : Title);
        var start = Next(file, ref chain, shared, isEarlier);
        if (start.Kind() != FrameKind.Start) throw new InvalidDataException("its first part is missing");
        var record = start.Record();
        start.ExpectEnd();

        var resources = new Dictionary<Guid, ResourcePolicy>();
        var frame = Next(file, ref chain, shared, isEarlier);
        for (var kind = frame.Kind(); kind != FrameKind.End; kind = frame.Kind())
        {
            if (kind != FrameKind.Resources) throw new InvalidDataException("its parts are not in order");
            foreach (var resource in frame.Resources()) resources.Add(resource.ResourceId, resource);
            frame.ExpectEnd();
            frame = Next(file, ref chain, shared, isEarlier);
        }

        if (frame.Number() != resources.Count) throw new InvalidDataException("resources are missing");
        frame.ExpectEnd();
        if (file.Position != file.Length) throw new InvalidDataException("something follows its end");
        return (record, resources);
    }

    private static PolicyRecordReader Next(FileStream file, ref byte[] chain, SharedParts shared, bool isEarlier) =>
        ChainedFrames.TryRead(file, ref chain, out var payload) && payload.Length > 0
            ? new PolicyRecordReader(payload, shared, isEarlier)
            : throw new InvalidDataException("a part of it is cut short or changed");
}

using PrivateLink.Portal.Files;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots.Disk;

/// <summary>A policy folder, and policies to store in it.</summary>
public abstract class PolicyArchiveTest : IDisposable
{
    private protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private protected static readonly ResourcePolicy Rich = new()
    {
        ResourceId = Guid.NewGuid(),
        TenantId = Guid.NewGuid(),
        Names = ["megacorp.my-saas.io", "*.megacorp.my-saas.io"],
        Mode = ResourceMode.Enforce,
        Links = new LinkTable(
        [
            new LinkGrant(TestPolicy.AwsLink, "saas-aws"),
            new LinkGrant(TestPolicy.Link(CloudProvider.Aws, "vpce-Not-Usual"), "saas-aws", Enabled: false),
            new LinkGrant(TestPolicy.AzureLink, "saas-azure"),
            new LinkGrant(LinkId.Gcp(ulong.MaxValue), "saas-gcp"),
        ]),
        Upstream = new Upstream(Guid.NewGuid(), "echo", [new("10.0.0.1", 443), new("::1", 8443)], SendProxyHeader: true),
    };

    private protected static readonly DatabaseMark Known = new(Guid.NewGuid(), 7, Noon.UtcDateTime);

    private protected static readonly ResourcePolicy Plain = TestPolicy.SwitchedOff(TestPolicy.Resource("globex.my-saas.io", ResourceMode.Monitor));

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("privatelink-archive-");

    public void Dispose()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected static PolicySnapshot Snapshot(long revision, params ResourcePolicy[] resources) => new(revision, Noon, resources);

    private protected static void Write(string path, ReadOnlySpan<byte> title, params PolicyRecordWriter[] frames)
    {
        using var file = File.Create(path);
        file.Write(title);
        var chain = ChainedFrames.Start(title);
        foreach (var frame in frames)
        {
            file.Write(ChainedFrames.Wrap(frame.Payload, ref chain));
            frame.Dispose();
        }
    }

    private protected static void Begin(PolicyArchive archive, PolicySnapshot snapshot, params Guid[] heldBack) => archive.WriteWhole(archive.Begin(), snapshot, new PolicyOrigin(Known, heldBack, []));

    private protected static void Append(PolicyArchive archive, long revision, ResourcePolicy changed, params (Guid Key, ResourcePolicy? Resource)[] others) =>
        Append(archive, revision, [(changed.ResourceId, changed), .. others]);

    private protected static void Append(PolicyArchive archive, long revision, params (Guid Key, ResourcePolicy? Resource)[] changes) =>
        archive.Append(Snapshot(revision), PolicyOrigin.Unknown, changes.ToDictionary(change => change.Key, change => change.Resource));

    private protected static void AssertSame(PolicySnapshot expected, PolicySnapshot? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal((expected.Revision, Noon, expected.Count), (actual.Revision, actual.CreatedAt, actual.Count));
        Assert.Empty(PolicyTransition.Difference(expected, [.. actual.Resources]));
    }

    private protected PolicyArchive Opened()
    {
        var archive = new PolicyArchive(Folder.FullName);
        archive.Open();
        return archive;
    }

    private protected string PolicyPath(int generation) => Path.Combine(Folder.FullName, $"{generation:D8}.policy");

    private protected string JournalPath(int generation) => Path.Combine(Folder.FullName, $"{generation:D8}.journal");
}

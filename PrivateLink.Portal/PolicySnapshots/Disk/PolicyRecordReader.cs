using System.Buffers.Binary;
using System.Text;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>
/// Reads what <see cref="PolicyRecordWriter"/> wrote. The frames' digests have already been checked. Content that still makes no sense comes from
/// another version. It is rejected as a whole with an <see cref="InvalidDataException"/>; the reader never guesses or skips anything.
/// </summary>
/// <param name="payload">The content of a frame.</param>
/// <param name="shared">The upstreams and texts that many resources share, for one load.</param>
/// <param name="isEarlier">Whether the file has the previous format, which does not name the database.</param>
internal sealed class PolicyRecordReader(byte[] payload, SharedParts shared, bool isEarlier)
{
    private int _position;

    public FrameKind Kind() => (FrameKind)Byte();

    public long Number() => BinaryPrimitives.ReadInt64LittleEndian(Bytes(sizeof(long)));

    public PolicyRecord Record() => new(Number(), Number(), new DateTimeOffset(Number(), TimeSpan.Zero), Origin());

    public IReadOnlyList<Guid> Keys() => List(Key);

    public IReadOnlyList<ResourcePolicy> Resources()
    {
        var upstreams = List(() => shared.Of(Upstream()));
        var services = List(() => shared.Of(Text()));
        return List(() => Resource(upstreams, services));
    }

    public void ExpectEnd()
    {
        if (_position != payload.Length) throw new InvalidDataException("there is more than should be");
    }

    private static T Known<T>(T value) where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw new InvalidDataException($"{typeof(T).Name} {value} is not known");

    private static T At<T>(List<T> list, int index) =>
        index >= 0 && index < list.Count ? list[index] : throw new InvalidDataException("something refers to what is not there");

    private PolicyOrigin Origin()
    {
        var heldBack = Keys();
        if (isEarlier) return new PolicyOrigin(null, heldBack, []);
        var missing = Keys();
        return new PolicyOrigin(Flag() ? Mark() : null, heldBack, missing);
    }

    private DatabaseMark Mark()
    {
        var database = Key();
        var revision = Number();
        var savedAt = Number();
        return new DatabaseMark(database == Guid.Empty ? null : database, revision, savedAt == 0 ? null : new DateTime(savedAt, DateTimeKind.Utc));
    }

    private ResourcePolicy Resource(List<Upstream> upstreams, List<string> services) => new()
    {
        ResourceId = Key(),
        TenantId = Key(),
        Mode = Known((ResourceMode)Byte()),
        Disabled = Flag(),
        Names = List(Text),
        Upstream = At(upstreams, Count()),
        Links = new LinkTable(List(() => Grant(services))),
    };

    private LinkGrant Grant(List<string> services)
    {
        var cloud = Known((CloudProvider)Byte());
        var text = Text();
        if (!LinkId.TryParse(cloud, text, out var linkId)) throw new InvalidDataException($"'{text}' is not a link ID");
        return new LinkGrant(linkId, At(services, Count()), Flag());
    }

    private Upstream Upstream()
    {
        var id = Key();
        var name = Text();
        var sendsHeader = Flag();
        return new Upstream(id, name, List(() => new UpstreamAddress(Text(), Count())), sendsHeader);
    }

    private List<T> List<T>(Func<T> item)
    {
        var count = Count();
        if (count < 0 || count > payload.Length) throw new InvalidDataException($"a list cannot have {count} entries");
        var list = new List<T>(count);
        for (var i = 0; i < count; i++) list.Add(item());
        return list;
    }

    private Guid Key() => new(Bytes(16));

    private int Count() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

    private bool Flag() => Byte() != 0;

    private byte Byte() => Bytes(1)[0];

    /// <summary>UTF-8 after its length, which uses seven bits of each byte (<see cref="BinaryWriter.Write(string)"/>).</summary>
    private string Text()
    {
        var length = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var bits = Byte();
            length |= (bits & 0x7F) << shift;
            if (bits < 0x80) return Encoding.UTF8.GetString(Bytes(length));
        }

        throw new InvalidDataException("a text is longer than there is");
    }

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > payload.Length - _position) throw new InvalidDataException("a part ends too early");
        _position += count;
        return payload.AsSpan(_position - count, count);
    }
}

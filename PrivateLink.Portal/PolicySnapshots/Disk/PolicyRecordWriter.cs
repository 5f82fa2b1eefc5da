using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots.Disk;

/// <summary>Writes the policy as bytes. <see cref="PolicyRecordReader"/> reads them.</summary>
internal sealed class PolicyRecordWriter : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public PolicyRecordWriter(FrameKind kind)
    {
        _writer = new BinaryWriter(_bytes);
        _writer.Write((byte)kind);
    }

    public ReadOnlySpan<byte> Payload => _bytes.GetBuffer().AsSpan(0, (int)_bytes.Length);

    public PolicyRecordWriter Write(long number)
    {
        _writer.Write(number);
        return this;
    }

    public PolicyRecordWriter Write(PolicyRecord record)
    {
        _writer.Write(record.Sequence);
        _writer.Write(record.Revision);
        _writer.Write(record.CreatedAt.UtcTicks);
        Write(record.Origin.HeldBack);
        Write(record.Origin.Missing);
        Write(record.Origin.Database);
        return this;
    }

    /// <summary>Writes resources together with their upstreams and services.</summary>
    public PolicyRecordWriter Write(IReadOnlyCollection<ResourcePolicy> resources)
    {
        var upstreams = Numbered(resources.Select(resource => resource.Upstream), EqualityComparer<Upstream>.Default);
        var services = Numbered(resources.SelectMany(resource => resource.Links.Grants).Select(grant => grant.Service), StringComparer.Ordinal);

        _writer.Write(upstreams.Count);
        foreach (var upstream in upstreams.Keys) Write(upstream);
        _writer.Write(services.Count);
        foreach (var service in services.Keys) _writer.Write(service);
        _writer.Write(resources.Count);
        foreach (var resource in resources) Write(resource, upstreams, services);
        return this;
    }

    public PolicyRecordWriter Write(IReadOnlyCollection<Guid> keys)
    {
        _writer.Write(keys.Count);
        foreach (var key in keys) Write(key);
        return this;
    }

    public void Dispose() => _writer.Dispose();

    private static OrderedDictionary<T, int> Numbered<T>(IEnumerable<T> values, IEqualityComparer<T> comparer) where T : notnull
    {
        var numbers = new OrderedDictionary<T, int>(comparer);
        foreach (var value in values) numbers.TryAdd(value, numbers.Count);
        return numbers;
    }

    private void Write(ResourcePolicy resource, OrderedDictionary<Upstream, int> upstreams, OrderedDictionary<string, int> services)
    {
        Write(resource.ResourceId);
        Write(resource.TenantId);
        _writer.Write((byte)resource.Mode);
        _writer.Write(resource.Disabled);
        _writer.Write(resource.Names.Count);
        foreach (var name in resource.Names) _writer.Write(name);
        _writer.Write(upstreams[resource.Upstream]);
        _writer.Write(resource.Links.Grants.Count);
        foreach (var grant in resource.Links.Grants)
        {
            _writer.Write((byte)grant.LinkId.Cloud);
            _writer.Write(grant.LinkId.ToString());
            _writer.Write(services[grant.Service]);
            _writer.Write(grant.Enabled);
        }
    }

    private void Write(DatabaseMark? mark)
    {
        _writer.Write(mark is not null);
        if (mark is null) return;
        Write(mark.Database ?? Guid.Empty);
        _writer.Write(mark.Revision);
        _writer.Write(mark.SavedAt?.Ticks ?? 0);
    }

    private void Write(Upstream upstream)
    {
        Write(upstream.Id);
        _writer.Write(upstream.Name);
        _writer.Write(upstream.SendProxyHeader);
        _writer.Write(upstream.Addresses.Count);
        foreach (var address in upstream.Addresses)
        {
            _writer.Write(address.Host);
            _writer.Write(address.Port);
        }
    }

    private void Write(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        key.TryWriteBytes(bytes);
        _writer.Write(bytes);
    }
}

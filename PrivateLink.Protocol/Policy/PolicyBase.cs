namespace PrivateLink.Protocol.Policy;

/// <summary>
/// An index of a whole policy's resources by name and by key. Built rarely and kept small, since a policy may have a million resources. Immutable.
/// </summary>
/// <remarks>
/// Two open-addressed tables hold positions in one array; the resources themselves hold the names and keys. A <c>Dictionary</c> takes three times the
/// memory.
/// </remarks>
internal sealed class PolicyBase
{
    private readonly ResourcePolicy[] _resources;
    private readonly NameSlot[] _names;
    private readonly int[] _keys; // position + 1; 0 is free

    /// <exception cref="ArgumentException">Two resources have the same name or key.</exception>
    public PolicyBase(ResourcePolicy[] resources)
    {
        _resources = resources;
        _names = new NameSlot[SizeFor(resources.Sum(static resource => resource.NameCount))];
        _keys = new int[SizeFor(resources.Length)];
        for (var position = 0; position < resources.Length; position++) Add(position);
    }

    public IReadOnlyList<ResourcePolicy> Resources => _resources;

    public ResourcePolicy? Find(Guid resourceId)
    {
        for (var slot = SlotOf(HashOf(resourceId), _keys.Length); _keys[slot] != 0; slot = Next(slot, _keys.Length))
        {
            var resource = _resources[_keys[slot] - 1];
            if (resource.ResourceId == resourceId) return resource;
        }

        return null;
    }

    /// <param name="name">An exact name, or with <paramref name="isWildcard"/> the part of a wildcard after <c>*.</c></param>
    /// <param name="isWildcard">Whether the name is a wildcard.</param>
    public ResourcePolicy? Find(ReadOnlySpan<char> name, bool isWildcard)
    {
        var hash = HashOf(name, isWildcard);
        for (var slot = SlotOf(hash, _names.Length); _names[slot].Position != 0; slot = Next(slot, _names.Length))
        {
            if (_names[slot].Hash != hash) continue;
            var resource = _resources[_names[slot].Position - 1];
            if (resource.HasName(name, isWildcard)) return resource;
        }

        return null;
    }

    private void Add(int position)
    {
        var resource = _resources[position];
        if (Find(resource.ResourceId) is not null) throw new ArgumentException($"Two resources have the key {resource.ResourceId}.");
        var key = SlotOf(HashOf(resource.ResourceId), _keys.Length);
        while (_keys[key] != 0) key = Next(key, _keys.Length);
        _keys[key] = position + 1;

        for (var i = 0; i < resource.NameCount; i++) AddName(resource.NameAt(i), position);
    }

    private void AddName(string text, int position)
    {
        var name = PolicyName.Split(text, out var isWildcard);
        if (Find(name, isWildcard) is not null) throw new ArgumentException($"Two resources have the name '{text}'.");
        var hash = HashOf(name, isWildcard);
        var slot = SlotOf(hash, _names.Length);
        while (_names[slot].Position != 0) slot = Next(slot, _names.Length);
        _names[slot] = new NameSlot(hash, position + 1);
    }

    /// <summary>Keeps a quarter of the slots free for short searches, and at least one, because a search ends at a free slot.</summary>
    private static int SizeFor(int count) => count + (count / 3) + 1;

    private static int SlotOf(uint hash, int size) => (int)(((ulong)hash * (uint)size) >> 32);

    private static int Next(int slot, int size) => slot + 1 == size ? 0 : slot + 1;

    /// <summary>Seeded per process, so that a tenant cannot choose host names that collide.</summary>
    private static uint HashOf(ReadOnlySpan<char> name, bool isWildcard) => (uint)string.GetHashCode(name) ^ (isWildcard ? 0x9E3779B9 : 0);

    private static uint HashOf(Guid resourceId) => (uint)resourceId.GetHashCode() * 0x9E3779B9;

    private readonly record struct NameSlot(uint Hash, int Position);
}

using CsCheck;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Protocol.Policy;

/// <summary>A policy decides the same whether it was compiled at once or built change by change.</summary>
public class PolicySnapshotTests
{
    private static readonly string[] Names = ["a.my-saas.io", "b.my-saas.io", "*.my-saas.io", "c.example", "*.example"];
    private static readonly string[] Asked = ["a.my-saas.io", "b.my-saas.io", "z.my-saas.io", "c.example", "d.example", "x.y.example", "my-saas.io"];
    private static readonly Guid[] Keys = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];

    /// <summary>One step gives some resources some names, or removes them. A name that another resource has is skipped.</summary>
    private static readonly Gen<Dictionary<int, int[]>> Step =
        Gen.Select(Gen.Int[0, 3].Array[1, 4], Gen.Int[0, 4].Array[0, 2].Array[4], (keys, names) => keys.Distinct().ToDictionary(key => key, key => names[key]));

    [Fact]
    public void With_AnyChanges_SaysTheSameAsAPolicyCompiledAtOnce() =>
        Step.Array[1, 6].Sample(steps =>
        {
            var resources = new Dictionary<Guid, ResourcePolicy>();
            var changed = TestPolicy.Snapshot();
            var revision = 1L;
            foreach (var step in steps)
            {
                var changes = Apply(step, resources);
                changed = changed.With(++revision, DateTimeOffset.UnixEpoch, changes);
                ExpectSame(TestPolicy.Snapshot(resources.Values), changed);
                ExpectSame(changed, changed.Fold());
                if (revision % 3 == 0) changed = changed.Fold();
            }

            return changed.Revision == revision;
        });

    [Fact]
    public void With_TwoResourcesSwapNames_BothMove()
    {
        var first = TestPolicy.Resource("a.example", ResourceMode.Open);
        var second = TestPolicy.Resource("b.example", ResourceMode.Enforce);
        var changes = new Dictionary<Guid, ResourcePolicy?>
        {
            [first.ResourceId] = Renamed(first, "b.example"),
            [second.ResourceId] = Renamed(second, "a.example"),
        };

        var swapped = TestPolicy.Snapshot(first, second).With(2, DateTimeOffset.UnixEpoch, changes);

        Assert.Equal(second.ResourceId, swapped.Find("a.example")?.ResourceId);
        Assert.Equal(first.ResourceId, swapped.Find("b.example")?.ResourceId);
    }

    [Fact]
    public void With_NameOfAnotherResource_IsRefused()
    {
        var first = TestPolicy.Resource("a.example", ResourceMode.Open);
        var second = TestPolicy.Resource("a.example", ResourceMode.Enforce);

        Assert.Throws<ArgumentException>(() => TestPolicy.Snapshot(first).With(
            2, DateTimeOffset.UnixEpoch, new Dictionary<Guid, ResourcePolicy?> { [second.ResourceId] = second }));
    }

    [Fact]
    public void With_ExactNameRemoved_TheWildcardCountsAgain()
    {
        var wildcard = TestPolicy.Resource("*.example", ResourceMode.Enforce);
        var exact = TestPolicy.Resource("a.example", ResourceMode.Open);

        var snapshot = TestPolicy.Snapshot(wildcard, exact).With(
            2, DateTimeOffset.UnixEpoch, new Dictionary<Guid, ResourcePolicy?> { [exact.ResourceId] = null });

        Assert.Equal(wildcard.ResourceId, snapshot.Find("a.example")?.ResourceId);
    }

    /// <summary>Changes made while an earlier policy is folded are also on the new base.</summary>
    [Fact]
    public void Onto_ChangedWhileItWasFolded_SaysTheSameOnTheNewBase()
    {
        var changes = new Dictionary<Guid, ResourcePolicy?> { [Keys[1]] = Named(Keys[1], "b.my-saas.io") };
        var earlier = TestPolicy.Snapshot(Named(Keys[0], "a.my-saas.io")).With(2, DateTimeOffset.UnixEpoch, changes);
        var folded = earlier.Fold();
        var later = earlier.With(3, DateTimeOffset.UnixEpoch, new Dictionary<Guid, ResourcePolicy?> { [Keys[0]] = null, [Keys[2]] = Named(Keys[2], "c.example") });

        var same = later.Onto(earlier, folded)!;

        ExpectSame(later, same);
        Assert.Equal((3L, 2), (same.Revision, same.OverlaySize));
        Assert.Null(TestPolicy.Snapshot(Named(Keys[3], "*.example")).Onto(earlier, folded));
    }

    /// <summary>Names with the same hash are still different names.</summary>
    [Fact]
    public void Find_NameOfTheSameHash_IsAnotherName()
    {
        var (first, second) = NamesOfOneHash();

        var snapshot = TestPolicy.Snapshot(TestPolicy.Resource(first, ResourceMode.Open));

        Assert.NotNull(snapshot.Find(first));
        Assert.Null(snapshot.Find(second));
    }

    /// <summary>With 32 bits, two of a few hundred thousand names have the same hash.</summary>
    private static (string First, string Second) NamesOfOneHash()
    {
        var names = new Dictionary<int, string>();
        for (var number = 0; ; number++)
        {
            var name = $"h{number}.example";
            if (!names.TryAdd(string.GetHashCode(name), name)) return (names[string.GetHashCode(name)], name);
        }
    }

    /// <summary>Updates the plain dictionary, and returns the changes for <see cref="PolicySnapshot.With"/>.</summary>
    private static Dictionary<Guid, ResourcePolicy?> Apply(Dictionary<int, int[]> step, Dictionary<Guid, ResourcePolicy> resources)
    {
        foreach (var key in step.Keys) resources.Remove(Keys[key]);
        var changes = new Dictionary<Guid, ResourcePolicy?>();
        foreach (var (key, wanted) in step)
        {
            var taken = resources.Values.SelectMany(resource => resource.Names).ToHashSet();
            string[] names = [.. wanted.Select(name => Names[name]).Distinct().Where(name => !taken.Contains(name))];
            changes[Keys[key]] = names.Length == 0 ? null : resources[Keys[key]] = Named(Keys[key], names);
        }

        return changes;
    }

    private static void ExpectSame(PolicySnapshot expected, PolicySnapshot actual)
    {
        foreach (var name in Asked) Assert.Equal(expected.Find(name)?.ResourceId, actual.Find(name)?.ResourceId);
        foreach (var key in Keys) Assert.Equal(expected.Find(key)?.Names, actual.Find(key)?.Names);
        Assert.Equal(expected.Resources.Select(resource => resource.ResourceId).Order(), actual.Resources.Select(resource => resource.ResourceId).Order());
    }

    private static ResourcePolicy Renamed(ResourcePolicy resource, string name) => Named(resource.ResourceId, name);

    private static ResourcePolicy Named(Guid key, params string[] names) => new()
    {
        ResourceId = key,
        TenantId = Guid.Empty,
        Names = names,
        Mode = ResourceMode.Open,
        Upstream = TestPolicy.UpstreamAt(1),
    };
}

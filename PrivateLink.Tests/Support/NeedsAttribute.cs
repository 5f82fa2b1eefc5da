using Xunit;
using Xunit.v3;

namespace PrivateLink.Tests.Support;

/// <summary>What else a test starts. <c>test.sh fast</c> skips these tests.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute(Needs what) : Attribute, ITraitAttribute
{
    /// <summary>The trait's name in the filter of <c>test.sh</c>.</summary>
    private const string Trait = "Needs";

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Trait, what.ToString())];

    /// <summary>Fails a test that starts a process without this attribute.</summary>
    public static void Demand() => Assert.True(
        (TestContext.Current.Test?.Traits ?? TestContext.Current.TestClass?.Traits ?? TestContext.Current.TestCollection?.Traits)?.ContainsKey(Trait),
        "This test starts a process. Mark its class or method with [Needs(Needs.Process)], so that 'test.sh fast' leaves it out.");
}

/// <summary>The trait's values in the filter of <c>test.sh</c>.</summary>
internal enum Needs
{
    /// <summary>A Chromium, and a portal in a process of its own.</summary>
    Browser,

    /// <summary>Another process, such as a portal or a tool.</summary>
    Process,
}

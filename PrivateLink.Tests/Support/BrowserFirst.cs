using PrivateLink.Tests.Support;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(BrowserFirst))]

namespace PrivateLink.Tests.Support;

/// <summary>The longest chains begin first, so that none of them is what everybody waits for in the end.</summary>
public sealed class BrowserFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderByDescending(collection => collection.Traits.ContainsKey(nameof(Needs)))];
}

using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

public class PolicyStoreTests
{
    /// <summary>Handlers re-evaluate open connections with the policy in force, so it must already be the new one.</summary>
    [Fact]
    public void Swap_IsInForceBeforeItIsTold()
    {
        var store = new PolicyStore();
        List<PolicySnapshot?> inForce = [];
        store.Changed += _ => inForce.Add(store.Current);
        var next = TestPolicy.Snapshot(2);

        store.Swap(TestPolicy.Snapshot(1));
        store.Swap(next);

        Assert.Equal(2, inForce.Count);
        Assert.Same(next, inForce[1]);
    }
}

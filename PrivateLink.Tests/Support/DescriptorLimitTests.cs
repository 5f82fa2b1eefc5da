using PrivateLink.Tests.Engine.Transport;
using Xunit;

namespace PrivateLink.Tests.Support;

[Collection(nameof(WholeProcess))]
public sealed class DescriptorLimitTests
{
    [Fact]
    public void Exhaust_WorkThatBlocksThreadsOfThePool_DoesNotEndTheProcess()
    {
        const int Blocking = 24;
        var all = new CountdownEvent(Blocking); // not disposed, because threads may still leave Wait
        using (DescriptorLimit.Exhaust())
        {
            for (var i = 0; i < Blocking; i++)
                ThreadPool.UnsafeQueueUserWorkItem(_ =>
                {
                    all.Signal();
                    all.Wait(); // each needs a thread of its own
                }, null);
            Assert.True(all.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }
    }
}

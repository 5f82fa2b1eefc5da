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
        using var all = new CountdownEvent(Blocking);
        using (DescriptorLimit.Exhaust())
        {
            for (var i = 0; i < Blocking; i++)
                ThreadPool.UnsafeQueueUserWorkItem(_ =>
                {
                    Thread.Sleep(200);
                    all.Signal();
                }, null);
            Assert.True(all.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }
    }
}

using PrivateLink.Portal.PolicySnapshots;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

public class PolicyOriginTests
{
    /// <summary>A difference must be written to disk, or a restart would not know it.</summary>
    [Fact]
    public void IsSameAs_AnyPartDiffers_SaysNo()
    {
        var (one, other, database) = (Guid.NewGuid(), Guid.NewGuid(), new DatabaseMark(Guid.NewGuid(), 1, DateTime.UnixEpoch));
        var origin = new PolicyOrigin(database, [one, other], [one]);

        Assert.True(origin.IsSameAs(new PolicyOrigin(database with { }, [other, one], [one])));
        Assert.False(origin.IsSameAs(origin with { Database = null }));
        Assert.False(origin.IsSameAs(origin with { HeldBack = [one] }));
        Assert.False(origin.IsSameAs(origin with { Missing = [] }));
    }
}

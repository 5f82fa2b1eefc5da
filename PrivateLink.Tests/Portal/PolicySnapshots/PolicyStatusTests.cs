using PrivateLink.Portal.Data;
using PrivateLink.Portal.PolicySnapshots;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>What a tenant may know of the policy in force.</summary>
public class PolicyStatusTests
{
    [Fact]
    public void ForTenants_SaysThatSomethingIsLeftToDoAndNothingOfOthersHostsFilesAndServers()
    {
        var status = new PolicyStatus(7, DateTimeOffset.UnixEpoch, "sql-7.internal does not answer")
        {
            FromDisk = DateTimeOffset.UnixEpoch,
            Damage = ["/var/lib/privatelink/00000001.policy cannot be used."],
            NotOnDisk = "/var/lib/privatelink cannot be written.",
            DiskShort = "The disk of /var/lib/privatelink is full.",
            Doubt = DatabaseDoubt.Older,
            HeldBack = [new HeldChange(Guid.NewGuid(), "globex.my-saas.io", "is removed")],
        };

        Assert.Equal(new PolicyStatus(7, DateTimeOffset.UnixEpoch, DatabaseErrors.Away) { FromDisk = DateTimeOffset.UnixEpoch }, status.ForTenants);
    }
}

using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Portal.PrivateEndpoints;

public class EndpointTitleTests
{
    private const string Host = "initech.my-saas.io";

    private static readonly PrivateLinkService Service = new() { Name = "saas-prod-7", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238" };

    [Theory]
    [InlineData("", "AWS us-east-1 for initech.my-saas.io")]
    [InlineData("saas-prod-7 from us-east-1", "AWS us-east-1 for initech.my-saas.io")]
    [InlineData("AWS us-east-1 for gone.my-saas.io", "AWS us-east-1 for initech.my-saas.io")]
    [InlineData("The one in the old VPC", "The one in the old VPC")]
    public void Of_NameThatNobodyGave_SaysWhatTheEndpointIsFor(string name, string title) =>
        Assert.Equal(title, EndpointTitle.Of(Endpoint(name), Service, [Host]));

    [Fact]
    public void Of_OneThatNoHostListsAnyMore_KeepsTheNameThatItHad()
    {
        Assert.Equal("AWS us-east-1 for gone.my-saas.io", EndpointTitle.Of(Endpoint("AWS us-east-1 for gone.my-saas.io"), Service, []));
        Assert.Equal("AWS us-east-1", EndpointTitle.Of(Endpoint("saas-prod-7 from us-east-1"), Service, []));
    }

    [Fact]
    public void For_ManyHosts_NamesTheFirstAndCountsTheRest() =>
        Assert.Equal($"AWS us-east-1 for {Host} and 2 more", EndpointTitle.For(CloudProvider.Aws, "us-east-1", [Host, "b.my-saas.io", "c.my-saas.io"]));

    [Fact]
    public void For_LongestHost_FitsTheColumn()
    {
        var title = EndpointTitle.For(CloudProvider.Alibaba, "ap-southeast-1", [new string('a', 253), Host]);

        Assert.Equal(PrivateEndpoint.NameLength, title.Length);
        Assert.EndsWith("… and 1 more", title, StringComparison.Ordinal);
    }

    private static PrivateEndpoint Endpoint(string name) => new() { TenantId = Guid.NewGuid(), ServiceId = Service.Id, Cloud = CloudProvider.Aws, Name = name };
}

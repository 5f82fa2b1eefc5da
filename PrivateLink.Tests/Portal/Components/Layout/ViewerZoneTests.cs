using Microsoft.AspNetCore.Http;
using PrivateLink.Portal.Components.Layout;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

/// <summary>Pages without a circuit show times in the same zone as other pages.</summary>
public class ViewerZoneTests
{
    [Theory]
    [InlineData("zone=Europe/Berlin", "Europe/Berlin")]
    [InlineData("zone=Europe/Berlin; times=local", "Europe/Berlin")]
    [InlineData("zone=Europe/Berlin; times=utc", "UTC")]
    [InlineData("zone=Nowhere/Near", "UTC")]
    [InlineData("zone=../../etc/passwd", "UTC")]
    [InlineData("", "UTC")]
    public void Of_Cookies_IsThePersonsChoice(string cookies, string zone)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Cookie = cookies;

        Assert.Equal(zone, ViewerZone.Of(request.Cookies).Id);
    }
}

using PrivateLink.Portal.ConnectionLog.Explaining;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Explaining;

public class SimilarNamesTests
{
    [Theory]
    [InlineData("globex.my-saas.io", "globx.my-saas.io", true)]
    [InlineData("globex.my-saas.io", "gloobex.my-saas.io", true)]
    [InlineData("globex.my-saas.io", "glohex.my-saas.io", true)]
    [InlineData("globex.my-saas.io", "golbex.my-saas.io", true)]
    [InlineData("globex.my-saas.io", "globex.my-saas.i", true)]
    [InlineData("globex.my-saas.io", "initech.my-saas.io", false)]
    [InlineData("globex.my-saas.io", "gxobel.my-saas.io", false)]
    [InlineData("globex.my-saas.io", "globex.my-saas.io", false)]
    [InlineData("a", "", true)]
    [InlineData("", "", false)]
    public void IsSimilar_OneSlip_IsOne(string left, string right, bool similar)
    {
        Assert.Equal(similar, SimilarNames.IsSimilar(left, right));
        Assert.Equal(similar, SimilarNames.IsSimilar(right, left));
    }
}

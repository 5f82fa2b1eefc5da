using PrivateLink.Portal.Identity.Accounts;
using Xunit;

namespace PrivateLink.Tests.Portal.Identity;

public class PasswordRulesTests
{
    [Theory]
    [InlineData("seven purple gates at noon")]
    [InlineData("zwölf Boxkämpfer jagen")]
    [InlineData("qL8#vT2!xW9z")]
    [InlineData("correcthorsebatterystaple")]
    public void ErrorOf_SomethingOfOnesOwn_IsNull(string password) => Assert.Null(PasswordRules.ErrorOf(password, "ada@my-saas.io", "Ada Lovelace"));

    [Fact]
    public void ErrorOf_LongOnes_IsNullUpToTheBound()
    {
        var words = string.Concat(Enumerable.Range(0, 40).Select(index => $"{index:x}gate ")) + new string('x', 256);

        Assert.Null(PasswordRules.ErrorOf(words[..64], "", ""));
        Assert.Null(PasswordRules.ErrorOf(words[..256], "", ""));
        Assert.NotNull(PasswordRules.ErrorOf(words[..257], "", ""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("elevenchars")]
    [InlineData("password1234")]
    [InlineData("Password2026!")]
    [InlineData("passwordpassword")]
    [InlineData("qwertyqwerty")]
    [InlineData("abcabcabcabc")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abcdefghijkl")]
    [InlineData("123456789012")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("!!!!letmein2024!!!!")]
    public void ErrorOf_WhatIsTriedFirst_SaysSo(string password) => Assert.NotNull(PasswordRules.ErrorOf(password, "ada@my-saas.io", "Ada Lovelace"));

    [Theory]
    [InlineData("lovelace-2026")]
    [InlineData("ada.lovelace!!")]
    public void ErrorOf_OnesOwnName_SaysSo(string password) => Assert.NotNull(PasswordRules.ErrorOf(password, "ada@my-saas.io", "Ada Lovelace"));
}

using PrivateLink.Portal.Components.Pages.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ColumnQueryTests
{
    [Theory]
    [InlineData("time", "time")]
    [InlineData("host,reason", "reason,host")]
    [InlineData("HOST, nonsense, time", "host")]
    [InlineData("verdict,reason,host,tenant,link,client,listener,revision,duration", "verdict,reason,host,tenant,link,client,listener,revision,duration")]
    public void Read_WhatAnAddressSays_IsWrittenInTheOrderOfTheTable(string text, string written) => Assert.Equal(written, ColumnQuery.Text(ColumnQuery.Read(text)!));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    public void Read_NothingKnown_SaysNothingOfColumns(string? text) => Assert.Null(ColumnQuery.Read(text));
}
